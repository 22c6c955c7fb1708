//! Shapes of a person's account: profile, password, contacts, its end.

use cholon_identity::Profile;
use cholon_identity::model::{Account, Topic};
use cholon_kernel::Locale;
use cholon_webkit::Problem;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::failure::wrong;

/// A person's account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Me {
    /// The account.
    id: Uuid,
    /// The person's name; empty where none was given.
    #[schema(example = "Nguyễn Thị An")]
    name: String,
    /// The confirmed e-mail address.
    #[schema(example = "an@example.vn")]
    email: Option<String>,
    /// The confirmed phone number.
    #[schema(example = "+84912345678")]
    phone: Option<String>,
    /// Whether a password opens the account.
    has_password: bool,
    /// The day of birth.
    #[schema(format = Date, example = "1990-05-17")]
    birthday: Option<String>,
    /// The language of messages.
    locale: Language,
    /// What the person wants to hear of, and how, such as `orders:email`.
    #[schema(example = json!(["orders:email", "orders:zns"]))]
    topics: Vec<&'static str>,
    /// Since when there is the account.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// A language of the shop.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl From<Locale> for Language {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::Vi => Self::Vi,
            Locale::En => Self::En,
        }
    }
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::Vi => Self::Vi,
            Language::En => Self::En,
        }
    }
}

impl From<Account> for Me {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.as_uuid(),
            name: account.name,
            email: account.email,
            phone: account.phone,
            has_password: account.has_password,
            birthday: account.birthday.map(|day| day.to_string()),
            locale: account.locale.into(),
            topics: account.topics.iter().map(|topic| topic.name()).collect(),
            created_at: account.created_at,
        }
    }
}

/// What a person changes of their profile; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"name": "Nguyễn Thị An", "birthday": "1990-05-17", "topics": ["orders:zns"]}))]
pub(crate) struct MeChange {
    /// The name.
    #[schema(min_length = 1, max_length = 120)]
    name: Option<String>,
    /// The day of birth; `null` takes it away.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    birthday: Given,
    /// The language of messages.
    locale: Option<Language>,
    /// Everything the person wants to hear of, and how.
    #[schema(max_items = 20)]
    topics: Option<Vec<String>>,
}

/// A field that can be left out and taken away.
#[derive(Default)]
enum Given {
    /// It is not there.
    #[default]
    Nothing,
    /// It is `null`.
    Away,
    /// It says something.
    Text(String),
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::<String>::deserialize(from).map(|text| text.map_or(Self::Away, Self::Text))
    }
}

impl MeChange {
    /// The profile that it makes of the one there is.
    pub(crate) fn profile(self, before: Account) -> Result<Profile, Problem> {
        let birthday = match self.birthday {
            Given::Nothing => Ok(before.birthday),
            Given::Away => Ok(None),
            Given::Text(day) => day.parse().map(Some),
        };
        let topic = |name: &String| Topic::named(name).ok_or_else(|| wrong("topics", "detail-topic"));
        let topics = self.topics.map(|names| names.iter().map(topic).collect()).transpose()?;
        Ok(Profile {
            name: self.name.unwrap_or(before.name),
            birthday: birthday.map_err(|_malformed| wrong("birthday", "detail-birthday"))?,
            locale: self.locale.map_or(before.locale, Locale::from),
            topics: topics.unwrap_or(before.topics),
        })
    }
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PasswordForm {
    /// The present password; nothing where there is none yet.
    #[serde(default)]
    #[schema(max_length = 128, format = Password)]
    pub(crate) current: String,
    /// The new password: at least eight characters, and not one that everybody tries first.
    #[schema(min_length = 8, max_length = 128, format = Password)]
    pub(crate) password: String,
}

/// Another e-mail address or phone number.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewContact {
    /// The address or number; the code goes there.
    #[schema(min_length = 3, max_length = 254, example = "an@example.vn")]
    pub(crate) destination: String,
}

/// The end of an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Deletion {
    /// The password; nothing where there is none, which takes a log-in of the last ten minutes.
    #[serde(default)]
    #[schema(max_length = 128, format = Password)]
    pub(crate) password: String,
}
