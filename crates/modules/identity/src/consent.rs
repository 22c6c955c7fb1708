//! Consents: one decision a purpose, each with its date and the text that was shown (IDN-9; Decree 13/2023).

use cholon_kernel::AccountId;

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::ConsentPurpose;
use crate::store;
use crate::store::consents::Consent;

/// The version of the texts that people agree to: the privacy policy and the labels of the boxes. Change it with them.
pub const CONSENT_TEXT_VERSION: &str = "2026-11";

impl Identity {
    /// The newest decision about each purpose that was ever decided.
    pub async fn consents(&self, account: AccountId) -> Result<Vec<Consent>, IdentityError> {
        let history = store::consents::history(&mut *self.inner.database.read().await?, account).await?;
        let newest = |purpose: &ConsentPurpose| history.iter().find(|consent| consent.purpose == *purpose).cloned();
        Ok(ConsentPurpose::ALL.iter().filter_map(newest).collect())
    }

    /// Writes a decision down. The service itself cannot be declined: that is what deleting the account is for.
    pub async fn decide(
        &self,
        account: AccountId,
        purpose: ConsentPurpose,
        is_given: bool,
    ) -> Result<(), IdentityError> {
        if purpose == ConsentPurpose::Service {
            return Err(IdentityError::NotFound("purpose that can be declined"));
        }
        let mut tx = self.begin().await?;
        self.write_consent(&mut tx, account, purpose, is_given).await?;
        commit(tx).await
    }
}
