//! Reminding customers of a cart that waits for them (CART-5): those who agreed to hear from the shop, once a stage.

use async_trait::async_trait;
use cholon_cart::Owner;
use cholon_cart::events::CartWaiting;
use cholon_database::Tx;
use cholon_events::{Consumer, ConsumerError};
use cholon_identity::model::{AccountState, ConsentPurpose};
use cholon_kernel::{Event as _, EventEnvelope};

use crate::error::ShoppingError;
use crate::{Letters, Shopping};

/// Follows carts that wait and writes to their owners. The message is part of the transaction that moves the consumer's
/// position, so nobody is reminded twice of the same.
#[derive(Debug, Clone)]
pub struct Reminders {
    shopping: Shopping,
    letters: Letters,
}

impl Reminders {
    /// Reminders in the words of `letters`.
    #[must_use]
    pub const fn new(shopping: Shopping, letters: Letters) -> Self {
        Self { shopping, letters }
    }

    async fn remind(&self, tx: &mut Tx, waiting: &CartWaiting) -> Result<(), ShoppingError> {
        let account = self.shopping.identity.account(waiting.account_id).await?;
        if account.state != AccountState::Active || !self.has_agreed(waiting).await? {
            return Ok(());
        }
        // It may have been emptied, or be sold out, since it was found waiting.
        let picture = self.shopping.cart(&Owner::Customer(waiting.account_id)).await?;
        let (Some(to), true) = (account.contacts().next(), picture.view.pieces > 0) else { return Ok(()) };
        let message = self.letters.reminder(&to, account.locale, picture.view.pieces);
        self.shopping.notifications.send(tx, message).await?;
        Ok(())
    }

    async fn has_agreed(&self, waiting: &CartWaiting) -> Result<bool, ShoppingError> {
        let consents = self.shopping.identity.consents(waiting.account_id).await?;
        Ok(consents.iter().any(|consent| consent.purpose == ConsentPurpose::Marketing && consent.is_given))
    }
}

#[async_trait]
impl Consumer for Reminders {
    fn name(&self) -> &'static str {
        "shopping.cart-reminders"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &[CartWaiting::KIND]
    }

    async fn handle(&self, tx: &mut Tx, event: &EventEnvelope) -> Result<(), ConsumerError> {
        let Some(waiting) = event.read::<CartWaiting>() else { return Ok(()) };
        let waiting = waiting.map_err(|error| ConsumerError(error.to_string()))?;
        self.remind(tx, &waiting).await.map_err(|error| ConsumerError(error.to_string()))
    }
}
