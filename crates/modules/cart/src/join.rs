//! A guest's cart joins a customer's at log-in, exactly once (SYNC-3).

use cholon_kernel::AccountId;

use crate::changes::marks;
use crate::error::CartError;
use crate::facade::{CartId, Carts, Key, Owner};
use crate::guest::GuestToken;
use crate::model::{Contribute, DeviceId};
use crate::store::{self, NewCart};

/// How the guest's quantities count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JoinRule {
    /// They are added.
    #[default]
    Sum,
    /// The larger of both counts.
    Max,
    /// They replace the customer's cart, unless the guest's is empty.
    Replace,
}

impl Carts {
    /// Takes a guest's cart into a customer's. Both rows are locked, in the order of their ids; the guest's is gone
    /// afterwards, and what it was is remembered in the other, so that a log-in that is repeated, or made twice at the
    /// same time, changes nothing. Answers the customer's cart, and whether something joined now.
    pub async fn join(
        &self,
        guest: &GuestToken,
        customer: AccountId,
        rule: JoinRule,
    ) -> Result<(CartId, bool), CartError> {
        let now = self.clock().now();
        let (guest_key, customer_key) = (Owner::Guest(guest.clone()).key(), Key::Customer(customer));
        let new = NewCart { id: CartId::new(self.clock()), key: &customer_key, channel: "web" };
        let mut tx = self.inner.database.begin().await?;
        // Committed before the rows are locked: a batch that holds the guest's row may be about to make the same cart,
        // and would wait for this transaction while it waits for that row.
        store::insert(&mut tx, &[new], now).await?;
        tx.commit().await?;
        let mut tx = self.inner.database.begin().await?;
        let mut rows = store::lock(&mut tx, &[guest_key.clone(), customer_key.clone()]).await?;
        let mine = rows.iter().position(|row| row.key == customer_key).ok_or(CartError::NotFound)?;
        let mut mine = rows.swap_remove(mine);
        let Some(theirs) = rows.pop() else {
            tx.commit().await?;
            return Ok((mine.id, false));
        };
        let contribute = match rule {
            JoinRule::Sum => Contribute::All,
            JoinRule::Max => Contribute::UpTo,
            JoinRule::Replace => Contribute::InsteadOf,
        };
        let source = DeviceId::from(theirs.id.as_uuid());
        let has_joined = mine.state.join(source, &theirs.state, contribute, now.as_millisecond());
        if has_joined {
            mine.version += 1;
            store::update(&mut tx, &[&mine], &marks([&mine.key, &theirs.key].into_iter()), now).await?;
        }
        store::remove(&mut tx, theirs.id).await?;
        tx.commit().await?;
        Ok((mine.id, has_joined))
    }
}
