//! Logging in with a password (IDN-2, IDN-5).

use std::time::Duration;

use cholon_crypto::{Verdict, hmac_sha256};
use cholon_database::Tx;
use cholon_kernel::AccountId;
use jiff::SignedDuration;
use secrecy::SecretString;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, Caller, Channel, Contact};
use crate::ports::LetterKind;
use crate::session::{Entered, Holder};
use crate::store;
use crate::store::accounts::Credentials;

/// Failures after which an account is locked.
pub const FAILURES_MAX: u8 = 5;
/// How long it stays locked.
const LOCK_MINUTES: u32 = 15;
/// Failures of one network address within an hour; many shoppers can share one.
const FAILURES_PER_ADDRESS_MAX: i64 = 100;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Where somebody logs in.
struct Door {
    channel: Channel,
    is_for_staff: bool,
}

impl Identity {
    /// Logs in. Every refusal looks the same and takes as long, whether the account is unknown, locked, shut, or the
    /// password wrong; only its owner learns of a lock, by a message.
    pub async fn log_in(
        &self,
        contact: &Contact,
        password: SecretString,
        channel: Channel,
        caller: &Caller,
    ) -> Result<Entered, IdentityError> {
        self.log_in_at(contact, password, &Door { channel, is_for_staff: false }, caller).await
    }

    /// Logs one of staff in to the back office. The account of a shopper is refused like one that does not exist, also
    /// with its right password, and opens no session.
    pub async fn log_in_staff(
        &self,
        contact: &Contact,
        password: SecretString,
        caller: &Caller,
    ) -> Result<Entered, IdentityError> {
        self.log_in_at(contact, password, &Door { channel: Channel::Web, is_for_staff: true }, caller).await
    }

    async fn log_in_at(
        &self,
        contact: &Contact,
        password: SecretString,
        door: &Door,
        caller: &Caller,
    ) -> Result<Entered, IdentityError> {
        let mut connection = self.inner.database.read().await?;
        let failures =
            store::accounts::failures_of_address(&mut connection, &self.counted_as(caller), self.now() - HOUR).await?;
        if failures >= FAILURES_PER_ADDRESS_MAX {
            return Err(IdentityError::TooManyFailures { retry_after: Duration::from_hours(1) });
        }
        let found = store::accounts::credentials(&mut connection, contact).await?;
        // Hashing takes a hundred times as long as a statement: the connection is for others meanwhile.
        drop(connection);
        let hash = found.as_ref().and_then(|found| found.password_hash.clone());
        let verdict = self.inner.passwords.verify(password.clone(), hash).await?;
        let usable = found
            .filter(|found| found.is_active && found.locked_until.is_none_or(|until| until <= self.now()))
            .filter(|found| !door.is_for_staff || found.kind == AccountKind::Staff);
        match (usable, verdict) {
            (Some(found), Verdict::Right | Verdict::RightButOld) => {
                if verdict == Verdict::RightButOld {
                    self.renew_hash(&found, password).await?;
                }
                self.enter(&found, door.channel, caller).await
            }
            (found, _) => {
                self.fail(found.map(|found| found.id), caller).await?;
                Err(IdentityError::LogInRefused)
            }
        }
    }

    async fn enter(&self, found: &Credentials, channel: Channel, caller: &Caller) -> Result<Entered, IdentityError> {
        let mut tx = self.begin().await?;
        store::accounts::forget_failures(&mut tx, found.id).await?;
        let entered =
            self.open_session(&mut tx, Holder { account: found.id, kind: found.kind }, channel, caller).await?;
        commit(tx).await?;
        metrics::counter!("identity_log_ins_total", "outcome" => "entered").increment(1);
        Ok(entered)
    }

    /// Counts a failure of the account, if there is one, and of the address.
    pub(crate) async fn fail(&self, account: Option<AccountId>, caller: &Caller) -> Result<(), IdentityError> {
        metrics::counter!("identity_log_ins_total", "outcome" => "refused").increment(1);
        let mut tx = self.begin().await?;
        store::accounts::count_address(&mut tx, &self.counted_as(caller), self.now()).await?;
        // The statements are the same for nobody's account, so that the time they take tells nothing.
        self.fail_account(&mut tx, account.unwrap_or_else(|| Uuid::nil().into())).await?;
        commit(tx).await
    }

    /// What failures of a network address are counted under: it tells addresses apart and does not tell whose they are.
    fn counted_as(&self, caller: &Caller) -> String {
        hex::encode(hmac_sha256(&self.inner.keys.codes, caller.address.as_bytes()))
    }

    async fn fail_account(&self, tx: &mut Tx, account: AccountId) -> Result<(), IdentityError> {
        let until = self.now() + SignedDuration::from_mins(i64::from(LOCK_MINUTES));
        if store::accounts::count_failure(tx, account, i32::from(FAILURES_MAX), until).await? {
            tracing::info!(%account, "an account was locked after failed log-ins");
            self.tell(tx, account, LetterKind::Locked { minutes: LOCK_MINUTES }).await?;
        }
        Ok(())
    }

    async fn renew_hash(&self, found: &Credentials, password: SecretString) -> Result<(), IdentityError> {
        let new = self.inner.passwords.hash(password).await?;
        let mut tx = self.begin().await?;
        let old = found.password_hash.as_deref().unwrap_or_default();
        store::accounts::renew_hash(&mut tx, found.id, old, &new).await?;
        commit(tx).await
    }

    /// Checks the password of somebody who is logged in, before something that a stolen session must not do. Failures
    /// count like those of a log-in.
    pub(crate) async fn check_password(
        &self,
        account: AccountId,
        password: SecretString,
        caller: &Caller,
    ) -> Result<AccountKind, IdentityError> {
        let found = store::accounts::credentials_of(&mut *self.inner.database.read().await?, account).await?;
        let found = found.ok_or(IdentityError::NotLoggedIn)?;
        if found.password_hash.is_none() {
            return Ok(found.kind);
        }
        let is_locked = found.locked_until.is_some_and(|until| until > self.now());
        let verdict = self.inner.passwords.verify(password, found.password_hash).await?;
        if verdict == Verdict::Wrong || is_locked {
            self.fail((!is_locked).then_some(account), caller).await?;
            return Err(IdentityError::Field(crate::error::Field::CurrentPassword));
        }
        Ok(found.kind)
    }
}
