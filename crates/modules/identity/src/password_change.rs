//! New passwords: for who knows the old one, and for who forgot it (IDN-4).

use cholon_database::Tx;
use cholon_kernel::{AccountId, Locale, SessionId};
use secrecy::SecretString;
use serde_json::json;

use crate::challenge::{Ask, ChallengeId, Purpose, Says, Sent};
use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::{Caller, Contact, checked_password};
use crate::ports::LetterKind;
use crate::store;
use crate::store::challenges::Solved;
use crate::store::sessions::Ending;

/// The password of now and the one to come.
#[derive(Debug)]
pub struct PasswordChange {
    /// What opens the account now; anything where it has none yet.
    pub current: SecretString,
    /// What is to open it.
    pub new: SecretString,
}

impl Identity {
    /// Sends the way to a new password, if there is an account. Who asks cannot tell.
    pub async fn forgot_password(&self, contact: &Contact, locale: Locale) -> Result<Sent, IdentityError> {
        let mut tx = self.begin().await?;
        let account = store::accounts::id_of(&mut tx, contact).await?;
        let says = if account.is_some() { Says::TheCode } else { Says::Nothing };
        let ask = Ask { purpose: Purpose::Reset, to: contact, locale, account, payload: None, says };
        let sent = self.ask(&mut tx, ask).await?;
        commit(tx).await?;
        Ok(sent)
    }

    /// Sets a new password with the code that was sent. Every session of the account ends.
    pub async fn reset_by_code(
        &self,
        challenge: ChallengeId,
        code: &str,
        password: SecretString,
        caller: &Caller,
    ) -> Result<(), IdentityError> {
        // Checked first: a code must not be lost to a password that is too short.
        let password = checked_password(password, &[])?;
        let (tx, solved) = self.solve(Purpose::Reset, challenge, code).await?;
        self.reset(tx, &solved, password, caller).await
    }

    /// The same with the link of the message.
    pub async fn reset_by_link(
        &self,
        link: &str,
        password: SecretString,
        caller: &Caller,
    ) -> Result<(), IdentityError> {
        let password = checked_password(password, &[])?;
        let (tx, solved) = self.solve_link(Purpose::Reset, link).await?;
        self.reset(tx, &solved, password, caller).await
    }

    async fn reset(
        &self,
        mut tx: Tx,
        solved: &Solved,
        password: SecretString,
        caller: &Caller,
    ) -> Result<(), IdentityError> {
        let account = solved.account.ok_or(IdentityError::CodeRefused { tries_left: 0 })?;
        let hash = self.checked_hash(password, &[&solved.destination]).await?;
        self.set_password(&mut tx, account, (&hash, Ending::All), caller).await?;
        commit(tx).await
    }

    /// Changes the password of who knows the present one; an account without one gets its first. Other sessions end.
    pub async fn change_password(
        &self,
        account: AccountId,
        session: SessionId,
        change: PasswordChange,
        caller: &Caller,
    ) -> Result<(), IdentityError> {
        let new = checked_password(change.new, &[])?;
        self.check_password(account, change.current, caller).await?;
        let hash = self.inner.passwords.hash(new).await?;
        let mut tx = self.begin().await?;
        self.set_password(&mut tx, account, (&hash, Ending::AllBut(session)), caller).await?;
        commit(tx).await
    }

    async fn set_password(
        &self,
        tx: &mut Tx,
        account: AccountId,
        (hash, ending): (&str, Ending),
        caller: &Caller,
    ) -> Result<(), IdentityError> {
        let kind = store::accounts::set_password(tx, account, hash, self.now()).await?;
        self.end_sessions(tx, account, ending, "password changed").await?;
        self.audit_own(tx, (account, kind), caller, ("account.password-changed", json!({}), json!({}))).await?;
        self.tell(tx, account, LetterKind::PasswordChanged).await
    }
}
