//! The second factor of staff (IDN-6).

use cholon_crypto::TotpSecret;
use cholon_kernel::AccountId;
use secrecy::SecretString;
use serde_json::json;

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, Caller};
use crate::session::{SecondFactor, Visitor};
use crate::store;

/// What somebody needs to set up an authenticator app.
#[derive(Debug)]
pub struct Enrolment {
    /// The secret in base32, for typing.
    pub secret: SecretString,
    /// The link that an app reads.
    pub link: SecretString,
}

impl Identity {
    /// A secret for one of staff whose second factor is not set up yet; the same one until it counts.
    pub async fn enrol_second_factor(&self, visitor: &Visitor) -> Result<Enrolment, IdentityError> {
        let id = visitor.account;
        let mut tx = self.begin().await?;
        store::addresses::lock_book(&mut tx, id).await?;
        let row = store::second_factors::find(&mut tx, id).await?.ok_or(IdentityError::NotLoggedIn)?;
        if row.is_confirmed {
            return Err(IdentityError::NotFound("second factor to set up"));
        }
        let kept = row.sealed.and_then(|sealed| self.inner.keys.sealer.open(id.as_uuid().as_bytes(), &sealed).ok());
        let secret = if let Some(kept) = kept {
            TotpSecret::from_bytes(kept)
        } else {
            let secret = TotpSecret::random();
            let sealed = self.inner.keys.sealer.seal(id.as_uuid().as_bytes(), secret.reveal())?;
            store::second_factors::propose(&mut tx, id, &sealed).await?;
            secret
        };
        commit(tx).await?;
        let name = visitor.email.as_deref().unwrap_or(&visitor.name);
        let link = secret.link(&self.inner.settings.shop_name, name);
        Ok(Enrolment { secret: SecretString::from(secret.base32()), link: SecretString::from(link) })
    }

    /// Gives the second factor: the session may go on, and a factor that was being set up counts from now on. Each
    /// password counts once; failures count like those of a log-in. Who came here knows the password and is told of a lock.
    pub async fn give_second_factor(
        &self,
        visitor: &Visitor,
        typed: &str,
        caller: &Caller,
    ) -> Result<(), IdentityError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let row = store::second_factors::find(&mut tx, visitor.account).await?.ok_or(IdentityError::NotLoggedIn)?;
        let locked = store::accounts::credentials_of(&mut tx, visitor.account).await?;
        let is_locked = locked.and_then(|found| found.locked_until).is_some_and(|until| until > now);
        let secret = self.open_secret(visitor.account, row.sealed.as_deref())?;
        let step = secret.step_of(typed, now.as_second(), row.last_step);
        let step = step.filter(|_| !is_locked && is_taken(visitor));
        let is_used = match step {
            Some(step) => store::second_factors::use_step(&mut tx, visitor.account, step, now).await?,
            None => false,
        };
        if !is_used {
            drop(tx);
            self.fail((!is_locked).then_some(visitor.account), caller).await?;
            return Err(if is_locked { IdentityError::Locked } else { IdentityError::SecondFactorWrong });
        }
        store::sessions::pass_second_factor(&mut tx, visitor.session, now).await?;
        if !row.is_confirmed {
            let (old, new) = (json!({ "secondFactor": false }), json!({ "secondFactor": true }));
            let whose = (visitor.account, Some(visitor.kind));
            self.audit_own(&mut tx, whose, caller, ("account.second-factor-set-up", old, new)).await?;
        }
        commit(tx).await
    }

    fn open_secret(&self, account: AccountId, sealed: Option<&[u8]>) -> Result<TotpSecret, IdentityError> {
        let sealed = sealed.ok_or(IdentityError::SecondFactorWrong)?;
        let bytes = self.inner.keys.sealer.open(account.as_uuid().as_bytes(), sealed)?;
        Ok(TotpSecret::from_bytes(bytes))
    }
}

/// Whether a second factor is taken: of staff always, also of those whose role asks for none.
fn is_taken(visitor: &Visitor) -> bool {
    visitor.kind == AccountKind::Staff || visitor.second_factor != SecondFactor::NotNeeded
}
