//! What identity wants said becomes messages: words in the person's language, links of the shop.

use async_trait::async_trait;
use cholon_database::Tx;
use cholon_i18n::{Value, texts};
use cholon_identity::IdentityError;
use cholon_identity::model::Contact;
use cholon_identity::ports::{Letter, LetterKind, Messenger};
use cholon_kernel::Locale;
use cholon_kernel::clock::{LOCAL_TIME_ZONE, Timestamp};
use cholon_notification::{Channel, NewMessage, Notifications};
use secrecy::ExposeSecret as _;

/// Writes identity's letters as messages.
#[derive(Debug, Clone)]
pub struct Letters {
    notifications: Notifications,
    shop_name: String,
    public_url: String,
}

impl Letters {
    /// Letters of a shop with this name at this address, without a slash at its end.
    #[must_use]
    pub fn new(notifications: Notifications, shop_name: &str, public_url: &str) -> Self {
        Self { notifications, shop_name: shop_name.to_owned(), public_url: public_url.to_owned() }
    }

    fn message(&self, letter: &Letter) -> NewMessage {
        let Letter { to, locale, what } = letter;
        let (key, is_secret, mut arguments) = self.told(what, *locale);
        arguments.push(("shop", self.shop_name.clone()));
        let arguments: Vec<(&str, Value<'_>)> =
            arguments.iter().map(|(name, value)| (*name, Value::from(value.as_str()))).collect();
        NewMessage {
            channel: channel(to),
            recipient: to.as_str().to_owned(),
            locale: *locale,
            subject: texts(*locale).format(&format!("message-{key}-subject"), &arguments),
            body: texts(*locale).format(&format!("message-{key}-body"), &arguments),
            is_secret,
        }
    }

    /// A message about a cart with so many pieces.
    pub(crate) fn reminder(&self, to: &Contact, locale: Locale, pieces: u32) -> NewMessage {
        let (link, shop) = (self.link(locale, "/gio-hang"), self.shop_name.as_str());
        let privacy = self.link(locale, "/tai-khoan/rieng-tu");
        let arguments: [(&str, Value<'_>); 4] = [
            ("shop", shop.into()),
            ("count", i64::from(pieces).into()),
            ("link", link.as_str().into()),
            ("privacy", privacy.as_str().into()),
        ];
        NewMessage {
            channel: channel(to),
            recipient: to.as_str().to_owned(),
            locale,
            subject: texts(locale).format("message-cart-subject", &arguments),
            body: texts(locale).format("message-cart-body", &arguments),
            is_secret: false,
        }
    }

    /// The key of the words, whether they hold a secret, and what is filled in.
    fn told(&self, what: &LetterKind, locale: Locale) -> (&'static str, bool, Vec<(&'static str, String)>) {
        let link = |path: &str| ("link", self.link(locale, path));
        match what {
            LetterKind::Code { code, minutes } => {
                let code = code.expose_secret().to_owned();
                ("code", true, vec![("code", code), ("minutes", minutes.to_string())])
            }
            LetterKind::AlreadyRegistered => ("registered", false, vec![link("/dang-nhap")]),
            LetterKind::PasswordReset { code, path, minutes } => {
                let code = code.expose_secret().to_owned();
                let parts = vec![link(path.expose_secret()), ("code", code), ("minutes", minutes.to_string())];
                ("reset", true, parts)
            }
            LetterKind::PasswordChanged => ("changed", false, vec![link("/quen-mat-khau")]),
            LetterKind::NewDevice { user_agent, address, at } => {
                let parts = vec![("device", user_agent.clone()), ("address", address.clone()), ("time", local(*at))];
                ("device", false, [parts, vec![link("/tai-khoan/thiet-bi")]].concat())
            }
            LetterKind::Locked { minutes } => {
                ("locked", false, vec![("minutes", minutes.to_string()), link("/quen-mat-khau")])
            }
        }
    }

    fn link(&self, locale: Locale, path: &str) -> String {
        let prefix = if locale == Locale::En { "/en" } else { "" };
        format!("{}{prefix}{path}", self.public_url)
    }
}

/// How a message travels to an address or number.
const fn channel(to: &Contact) -> Channel {
    match to {
        Contact::Email(_) => Channel::Email,
        Contact::Phone(_) => Channel::Sms,
    }
}

/// A moment as people in Viet Nam write it: `14:05 21/11/2026`.
fn local(at: Timestamp) -> String {
    at.in_tz(LOCAL_TIME_ZONE).map_or_else(|_unknown| at.to_string(), |at| at.strftime("%H:%M %d/%m/%Y").to_string())
}

#[async_trait]
impl Messenger for Letters {
    async fn post(&self, tx: &mut Tx, letter: Letter) -> Result<(), IdentityError> {
        let sent = self.notifications.send(tx, self.message(&letter)).await;
        sent.map(drop).map_err(|error| IdentityError::Message(Box::new(error)))
    }

    async fn forget(&self, tx: &mut Tx, to: &Contact) -> Result<(), IdentityError> {
        let erased = self.notifications.erase(tx, to.as_str()).await;
        erased.map_err(|error| IdentityError::Message(Box::new(error)))
    }
}
