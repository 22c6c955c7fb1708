//! What a person sees and changes of their account (IDN-8).

use cholon_kernel::{AccountId, Locale};
use jiff::civil::Date;
use serde_json::json;

use crate::error::{Field, IdentityError};
use crate::facade::{Identity, commit};
use crate::model::{Account, Caller, Topic, checked_name};
use crate::providers::Provider;
use crate::store;
use crate::store::accounts::ProfileRow;
use crate::store::logins::LinkedLogin;

/// The oldest age that is believed, in years.
const AGE_MAX: i16 = 120;

/// What a person says of themselves.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The name.
    pub name: String,
    /// The day of birth.
    pub birthday: Option<Date>,
    /// The language of messages.
    pub locale: Locale,
    /// What the person wants to hear of.
    pub topics: Vec<Topic>,
}

impl Identity {
    /// An account.
    pub async fn account(&self, id: AccountId) -> Result<Account, IdentityError> {
        let found = store::accounts::find(&mut *self.inner.database.read().await?, id).await?;
        found.ok_or(IdentityError::NotFound("account"))
    }

    /// Changes what a person says of themselves.
    pub async fn change_profile(&self, id: AccountId, profile: &Profile, caller: &Caller) -> Result<(), IdentityError> {
        let name = checked_name(&profile.name)?;
        let today = self.now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7))).date();
        let is_believable = |day: &Date| *day <= today && day.year() >= today.year() - AGE_MAX;
        if profile.birthday.as_ref().is_some_and(|day| !is_believable(day)) {
            return Err(IdentityError::Field(Field::Birthday));
        }
        let topics = profile.topics.iter().map(|topic| topic.name().to_owned()).collect();
        let row = ProfileRow { name: &name, birthday: profile.birthday, locale: profile.locale, topics };
        let mut tx = self.begin().await?;
        let before = store::accounts::set_profile(&mut tx, id, &row, self.now()).await?;
        let before = before.ok_or(IdentityError::NotFound("account"))?;
        if (before.name.as_str(), before.locale.as_str()) != (name.as_str(), profile.locale.tag()) {
            let values = |name: &str, locale: &str| json!({ "name": name, "locale": locale });
            let (old, new) = (values(&before.name, &before.locale), values(&name, profile.locale.tag()));
            self.audit_own(&mut tx, (id, before.kind), caller, ("account.profile-changed", old, new)).await?;
        }
        commit(tx).await
    }

    /// The log-ins at providers that open the account.
    pub async fn linked_logins(&self, id: AccountId) -> Result<Vec<LinkedLogin>, IdentityError> {
        store::logins::of_account(&mut *self.inner.database.read().await?, id).await
    }

    /// Takes a provider's log-in off the account, unless it is the last way in.
    pub async fn unlink_login(&self, id: AccountId, provider: Provider) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        store::addresses::lock_book(&mut tx, id).await?;
        let account = store::accounts::find(&mut tx, id).await?.ok_or(IdentityError::NotFound("account"))?;
        let others = store::logins::of_account(&mut tx, id)
            .await?
            .into_iter()
            .filter(|other| other.provider != provider)
            .count();
        // With an address or number a password can always be set anew.
        if others == 0 && account.email.is_none() && account.phone.is_none() {
            return Err(IdentityError::LastWayIn);
        }
        if !store::logins::unlink(&mut tx, id, provider).await? {
            return Err(IdentityError::NotFound("login"));
        }
        commit(tx).await
    }
}
