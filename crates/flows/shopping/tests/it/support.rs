//! A shop with a few goods, and people who have accounts.

use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use cholon_cart::{Carts, FormChange, JoinRule, Owner};
use cholon_catalog::Catalog;
use cholon_catalog::import::{ImportMode, ImportOptions, ImportSource};
use cholon_crypto::MasterKey;
use cholon_identity::model::{Caller, Channel, ConsentPurpose, Contact};
use cholon_identity::providers::Providers;
use cholon_identity::{Identity, IdentityParts, IdentitySettings, Registration};
use cholon_kernel::{AccountId, Actor, Clock, Locale, ManualClock};
use cholon_notification::{MessageRecord, Notifications};
use cholon_shopping::{Letters, Shopping, ShoppingSettings};
use cholon_storage::FolderStore;
use cholon_testkit::TestDatabase;
use secrecy::SecretString;

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "chợ lớn mười giờ";
/// Goods of the shop.
const GOODS: u32 = 3;

/// A shop of its own for one test.
pub(crate) struct Shop {
    pub(crate) test: TestDatabase,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) shopping: Shopping,
    pub(crate) letters: Letters,
    _folder: tempfile::TempDir,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let test = cholon_testkit::database().await;
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at("2026-11-21T03:00:00Z"));
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as _;
        let files = Arc::new(FolderStore::new(folder.path().to_owned()));
        let catalog = Catalog::new(test.database(), files, Arc::clone(&shared));
        fill(&catalog).await;
        let notifications = Notifications::new(test.database(), Arc::clone(&shared), None);
        let letters = Letters::new(notifications.clone(), "Cholon", "https://shop.example");
        let identity = Identity::new(IdentityParts {
            database: test.database(),
            clock: Arc::clone(&shared),
            master: MasterKey::new([5; 32]),
            messenger: Arc::new(letters.clone()),
            providers: Providers::default(),
            settings: IdentitySettings {
                issuer: "https://shop.example".to_owned(),
                shop_name: "Cholon".to_owned(),
                hashing_workers: 2,
            },
        });
        identity.prepare().await.unwrap();
        let settings = ShoppingSettings { join_rule: JoinRule::Sum, vat_basis_points: 800 };
        let shopping =
            Shopping { identity, carts: Carts::new(test.database(), shared), catalog, notifications, settings };
        Self { test, clock, shopping, letters, _folder: folder }
    }

    /// Somebody who just registered and agreed to these things.
    pub(crate) async fn person(&self, address: &str, consents: Vec<ConsentPurpose>, locale: Locale) -> AccountId {
        let registration = Registration {
            contact: Contact::parse(address).unwrap(),
            name: "Nguyễn Văn An".to_owned(),
            password: SecretString::from(PASSWORD),
            consents,
            locale,
        };
        let sent = self.shopping.identity.begin_registration(registration).await.unwrap();
        let subject = self.messages_to(address).await.remove(0).subject;
        let code = subject.split(' ').find(|word| word.len() == 6 && word.parse::<u32>().is_ok()).unwrap();
        let caller = Caller::new("203.0.113.7", "Firefox/140 (Linux; Android 16)");
        let confirmed = self.shopping.identity.confirm_registration(sent.challenge, code, Channel::Web, &caller);
        confirmed.await.unwrap().account
    }

    /// Puts pieces of an article into somebody's cart.
    pub(crate) async fn add(&self, account: AccountId, sku: &str, pieces: u32) {
        let known = self.shopping.catalog.variants_by_sku(&[sku.to_owned()]).await.unwrap();
        let change = FormChange::Add { variant: known[sku], pieces, price: Some(100_000) };
        self.shopping.change(&Owner::Customer(account), "web", change, None).await.unwrap();
    }

    /// Messages to an address, newest first.
    pub(crate) async fn messages_to(&self, address: &str) -> Vec<MessageRecord> {
        let all = self.shopping.notifications.outbox(None, 100).await.unwrap();
        all.into_iter().filter(|message| message.recipient == address).collect()
    }
}

/// G0, G1, G2: ten pieces of each but the last, of which there is none.
async fn fill(catalog: &Catalog) {
    let mut lines = String::new();
    for number in 0..GOODS {
        let available = if number + 1 == GOODS { 0 } else { 10 };
        let line = format!(
            r#"{{"sku":"G{number}","name":"Ấm đun nước {number}","category":["Gia dụng"],"brand":"Sao Mai","price_vnd":100000,"list_price_vnd":100000,"available":{available}}}"#
        );
        writeln!(lines, "{line}").unwrap();
    }
    let source = ImportSource::Bytes { name: "test".into(), content: Bytes::from(lines) };
    let options = ImportOptions { is_dry_run: false, mode: ImportMode::AllOrNothing, actor: Actor::System };
    let report = catalog.import(&source, &options, &|_| ()).await.unwrap();
    assert_eq!((report.error_count, report.created), (0, GOODS), "{:?}", report.errors);
}
