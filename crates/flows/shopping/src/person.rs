//! What the shop keeps of a person, for the person, and erasing it everywhere (IDN-9).

use cholon_database::Tx;
use cholon_identity::IdentityError;
use cholon_identity::model::{AccountKind, Caller, Erasure};
use cholon_kernel::{AccountId, SessionId};
use secrecy::SecretString;
use serde_json::Value;

use crate::Shopping;
use crate::error::ShoppingError;

impl Shopping {
    /// Everything that the shop keeps of a person.
    pub async fn personal_data(&self, account: AccountId) -> Result<Value, ShoppingError> {
        let mut document = self.identity.personal_data(account).await?.document;
        document["cart"] = self.carts.personal_data(account).await?;
        Ok(document)
    }

    /// The same for a caller of the API in a session: an account without a password takes one that began a moment ago.
    pub async fn delete_account_in(
        &self,
        account: AccountId,
        session: SessionId,
        password: SecretString,
        caller: &Caller,
    ) -> Result<(), ShoppingError> {
        if !self.identity.account(account).await?.has_password {
            self.identity.confirm_fresh(account, session).await?;
        }
        self.delete_account(account, password, caller).await
    }

    /// Deletes an account whose owner gives its password, where it has one: in one transaction everything personal goes
    /// from every module. No message follows: it would keep the address that was just erased.
    pub async fn delete_account(
        &self,
        account: AccountId,
        password: SecretString,
        caller: &Caller,
    ) -> Result<(), ShoppingError> {
        self.identity.confirm_owner(account, password, caller).await?;
        let person = self.identity.account(account).await?;
        if person.kind == AccountKind::Staff {
            return Err(IdentityError::NotFound("account of a shopper").into());
        }
        let mut tx = self.identity.begin().await?;
        self.erase(&mut tx, account).await?;
        tx.commit().await.map_err(IdentityError::from)?;
        tracing::info!(%account, "an account was deleted by its owner");
        Ok(())
    }

    /// Erases what came from Facebook of a person, as Facebook's signed request asks: the link, and the account when it
    /// was the only way in. Answers the code by which the state can be asked, also for somebody unknown.
    pub async fn erase_for_facebook(&self, request: &str) -> Result<String, ShoppingError> {
        let said = self.identity.facebook_request(request)?;
        let mut tx = self.identity.begin().await?;
        let outcome = match self.identity.leaving(&mut tx, &said).await? {
            None => Erasure::Nothing,
            Some(leaving) if leaving.is_last_way_in => {
                self.erase(&mut tx, leaving.account).await?;
                Erasure::Deleted
            }
            Some(leaving) => {
                self.identity.unlink_within(&mut tx, leaving).await?;
                Erasure::Unlinked
            }
        };
        let code = self.identity.write_erasure(&mut tx, outcome).await?;
        tx.commit().await.map_err(IdentityError::from)?;
        tracing::info!(outcome = outcome.name(), "Facebook asked for an erasure");
        Ok(code)
    }

    /// Erases a person in every module.
    async fn erase(&self, tx: &mut Tx, account: AccountId) -> Result<(), ShoppingError> {
        self.identity.erase(tx, account).await?;
        Ok(self.carts.erase(tx, account).await?)
    }
}
