//! What identity keeps of a person, for the person, and erasing it (IDN-9; Decree 13/2023, articles 14 and 16).

use cholon_database::Tx;
use cholon_events::publish;
use cholon_kernel::{AccountId, SessionId};
use jiff::SignedDuration;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::error::IdentityError;
use crate::events::AccountDeleted;
use crate::facade::Identity;
use crate::model::{Account, Caller, Contact};
use crate::store;
use crate::store::sessions::Ending;

/// How long ago somebody without a password may have logged in to delete their account.
const FRESH_FOR: SignedDuration = SignedDuration::from_mins(10);

/// What identity keeps of a person.
#[derive(Debug)]
pub struct PersonalData {
    /// The account.
    pub account: Account,
    /// Everything, as JSON.
    pub document: Value,
}

impl Identity {
    /// Everything that identity keeps of a person.
    pub async fn personal_data(&self, id: AccountId) -> Result<PersonalData, IdentityError> {
        let account = self.account(id).await?;
        let mut connection = self.inner.database.read().await?;
        let addresses = store::addresses::of_account(&mut connection, id).await?;
        let consents = store::consents::history(&mut connection, id).await?;
        let sessions = store::sessions::of_account(&mut connection, id, None, i64::MAX).await?;
        let logins = store::logins::of_account(&mut connection, id).await?;
        let document = json!({
            "account": {
                "id": account.id, "name": account.name, "email": account.email, "phone": account.phone,
                "birthday": account.birthday.map(|day| day.to_string()), "language": account.locale.tag(),
                "topics": account.topics.iter().map(|topic| topic.name()).collect::<Vec<_>>(),
                "createdAt": account.created_at,
                "logins": logins.iter().map(|login| login.provider.as_str()).collect::<Vec<_>>(),
            },
            "addresses": addresses.iter().map(|address| json!({
                "recipient": address.recipient, "phone": address.phone, "address": address.full_text,
                "system": address.system, "wardCode": address.ward_code,
            })).collect::<Vec<_>>(),
            "consents": consents.iter().map(|consent| json!({
                "purpose": consent.purpose.name(), "given": consent.is_given,
                "textVersion": consent.text_version, "decidedAt": consent.decided_at,
            })).collect::<Vec<_>>(),
            "sessions": sessions.iter().map(|session| json!({
                "device": session.user_agent, "address": session.address, "channel": session.channel,
                "createdAt": session.created_at, "lastSeenAt": session.last_seen_at,
            })).collect::<Vec<_>>(),
        });
        Ok(PersonalData { account, document })
    }

    /// Checks, before an account is deleted, that its owner asks: the password, where there is one.
    pub async fn confirm_owner(
        &self,
        id: AccountId,
        password: SecretString,
        caller: &Caller,
    ) -> Result<(), IdentityError> {
        self.check_password(id, password, caller).await.map(drop)
    }

    /// Checks that somebody whom no password can be asked for logged in a moment ago: a token that was stolen later must
    /// not end an account.
    pub async fn confirm_fresh(&self, id: AccountId, session: SessionId) -> Result<(), IdentityError> {
        let since = self.now() - FRESH_FOR;
        let sessions = self.sessions(id).await?;
        let is_fresh = sessions.iter().any(|record| record.id == session && record.created_at > since);
        if is_fresh { Ok(()) } else { Err(IdentityError::NotLoggedIn) }
    }

    /// Forgets codes and messages that went to an address or number which is no longer the person's.
    pub(crate) async fn forget_contact(&self, tx: &mut Tx, contact: &Contact) -> Result<(), IdentityError> {
        store::challenges::forget(tx, contact.as_str()).await?;
        self.inner.messenger.forget(tx, contact).await
    }

    /// Erases what identity keeps of a person, and what was written to them, within a transaction in which the other
    /// modules do the same. The row of the account stays without anything personal, so that records that the law keeps
    /// still refer to someone.
    pub async fn erase(&self, tx: &mut Tx, id: AccountId) -> Result<(), IdentityError> {
        let account = store::accounts::find(tx, id).await?.ok_or(IdentityError::NotFound("account"))?;
        self.end_sessions(tx, id, Ending::All, "account deleted").await?;
        for contact in account.contacts() {
            self.forget_contact(tx, &contact).await?;
        }
        store::accounts::anonymise(tx, id, self.now()).await?;
        publish(tx, self.clock(), &AccountDeleted { account_id: id }).await?;
        Ok(())
    }
}
