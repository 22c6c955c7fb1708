//! A guest's cart joins a customer's at log-in, exactly once (SYNC-3).

use cholon_kernel::AccountId;

use crate::changes::marks;
use crate::error::CartError;
use crate::facade::{CartId, Carts, Key, Owner};
use crate::guest::GuestToken;
use crate::model::{Contribute, DeviceId};
use crate::snapshot::Change;
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
        match self.join_once(guest, customer, rule).await {
            // A batch writes its carts in the order that PostgreSQL chooses, which may be the other way round.
            Err(error) if error.is_deadlock() => self.join_once(guest, customer, rule).await,
            joined => joined,
        }
    }

    async fn join_once(
        &self,
        guest: &GuestToken,
        customer: AccountId,
        rule: JoinRule,
    ) -> Result<(CartId, bool), CartError> {
        let now = self.clock().now();
        let (guest_key, customer_key) = (Owner::Guest(guest.clone()).key(), Key::Customer(customer));
        let new = NewCart { id: CartId::new(self.clock()), key: &customer_key, channel: "web" };
        let mut tx = self.inner.database.begin().await?;
        // Committed before the rows are locked: making a cart counts it, and a batch that holds the guest's row may wait
        // for the same count.
        store::insert(&mut tx, &[new], now).await?;
        tx.commit().await?;
        let mut tx = self.inner.database.begin().await?;
        let mut rows = store::lock(&mut tx, &[guest_key.clone(), customer_key.clone()]).await?;
        let mine = rows.iter().position(|row| row.key == customer_key).ok_or(CartError::NotFound)?;
        let mut mine = Change::of(rows.swap_remove(mine));
        let Some(theirs) = rows.pop() else {
            tx.commit().await?;
            return Ok((mine.row.id, false));
        };
        let contribute = match rule {
            JoinRule::Sum => Contribute::All,
            JoinRule::Max => Contribute::UpTo,
            JoinRule::Replace => Contribute::InsteadOf,
        };
        let source = DeviceId::from(theirs.id.as_uuid());
        let has_joined = mine.row.state.join(source, &theirs.state, contribute, now.as_millisecond());
        if has_joined {
            mine.row.version += 1;
            let marks = marks([&mine.row.key, &theirs.key].into_iter());
            let overtaken = store::update(&mut tx, &[&mine], &marks, now).await?;
            // Nobody can change a locked cart; were it otherwise, the guest's must not be removed.
            if !overtaken.is_empty() {
                return Err(CartError::Overloaded);
            }
        }
        store::remove(&mut tx, theirs.id).await?;
        tx.commit().await?;
        Ok((mine.row.id, has_joined))
    }
}
