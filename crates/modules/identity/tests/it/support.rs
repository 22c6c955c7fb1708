//! A shop's identity over a database of its own, with a clock that moves when told to and a messenger that keeps what
//! it was given.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use cholon_crypto::MasterKey;
use cholon_database::Tx;
use cholon_identity::model::{Caller, Channel, Contact};
use cholon_identity::ports::{Letter, LetterKind, Messenger};
use cholon_identity::{Entered, Identity, IdentityError, IdentityParts, IdentitySettings, Registration, Sent};
use cholon_kernel::{Actor, Locale, ManualClock};
use cholon_testkit::TestDatabase;
use secrecy::{ExposeSecret as _, SecretString};

pub(crate) const PASSWORD: &str = "chợ lớn mười giờ";

#[derive(Default)]
pub(crate) struct Letters(Mutex<Vec<Letter>>);

#[async_trait]
impl Messenger for Letters {
    async fn post(&self, _: &mut Tx, letter: Letter) -> Result<(), IdentityError> {
        self.0.lock().unwrap().push(letter);
        Ok(())
    }
}

pub(crate) struct Shop {
    pub(crate) test: TestDatabase,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) letters: Arc<Letters>,
    pub(crate) identity: Identity,
}

pub(crate) async fn shop() -> Shop {
    let test = cholon_testkit::database().await;
    let clock = Arc::new(ManualClock::at("2026-11-21T03:00:00Z"));
    let letters = Arc::new(Letters::default());
    let identity = process(&test, &clock, &letters).await;
    Shop { test, clock, letters, identity }
}

/// Identity of one more process on the same database.
pub(crate) async fn process(test: &TestDatabase, clock: &Arc<ManualClock>, letters: &Arc<Letters>) -> Identity {
    let identity = Identity::new(IdentityParts {
        database: test.database().clone(),
        clock: Arc::clone(clock) as _,
        master: MasterKey::new([9; 32]),
        messenger: Arc::clone(letters) as _,
        providers: cholon_identity::providers::Providers::default(),
        settings: IdentitySettings {
            issuer: "https://shop.example".to_owned(),
            shop_name: "Chợ Lớn".to_owned(),
            hashing_workers: 2,
        },
    });
    identity.prepare().await.unwrap();
    identity
}

pub(crate) fn secret(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

pub(crate) fn contact(text: &str) -> Contact {
    Contact::parse(text).unwrap()
}

pub(crate) fn caller() -> Caller {
    Caller::new("203.0.113.7", "Mozilla/5.0 (Linux; Android 14)")
}

pub(crate) fn operator() -> Actor {
    Actor::Operator("root".to_owned())
}

impl Shop {
    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.advance_ms(seconds * 1000);
    }

    /// The newest letter to an address, taken away.
    pub(crate) fn letter(&self, to: &str) -> Option<LetterKind> {
        let mut letters = self.letters.0.lock().unwrap();
        let index = letters.iter().rposition(|letter| letter.to.as_str() == to)?;
        Some(letters.remove(index).what)
    }

    pub(crate) fn code(&self, to: &str) -> String {
        match self.letter(to) {
            Some(LetterKind::Code { code, .. } | LetterKind::PasswordReset { code, .. }) => {
                code.expose_secret().to_owned()
            }
            other => panic!("no code but {other:?}"),
        }
    }

    pub(crate) async fn begin(&self, to: &str) -> Result<Sent, IdentityError> {
        let registration = Registration {
            contact: contact(to),
            name: "Nguyễn Thị An".to_owned(),
            password: secret(PASSWORD),
            consents: Vec::new(),
            locale: Locale::Vi,
        };
        self.identity.begin_registration(registration).await
    }

    /// An account with a session of a kind.
    pub(crate) async fn register(&self, to: &str, channel: Channel) -> Entered {
        let sent = self.begin(to).await.unwrap();
        let code = self.code(contact(to).as_str());
        self.identity.confirm_registration(sent.challenge, &code, channel, &caller()).await.unwrap()
    }

    pub(crate) async fn log_in(&self, to: &str, password: &str, channel: Channel) -> Result<Entered, IdentityError> {
        self.identity.log_in(&contact(to), secret(password), channel, &caller()).await
    }
}
