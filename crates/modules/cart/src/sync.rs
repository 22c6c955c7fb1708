//! Changes that devices bring (SYNC-2), and the whole cart at once for those that keep no operations (SYNC-6).

use std::collections::BTreeMap;

use cholon_database::BatchError;
use cholon_kernel::VariantId;

use crate::batch::{Item, Work};
use crate::error::CartError;
use crate::facade::{CartId, Carts, Owner};
use crate::model::{Cart, CartState, Change, Numbered, OPERATIONS_MAX, Operation, Refusal};

/// What a device brings.
#[derive(Debug, Clone)]
pub struct SyncRequest {
    /// Where the cart is used, for figures: `web`, `api`, `mini-app`.
    pub channel: &'static str,
    /// The operations that were not answered yet, in order; at most [`OPERATIONS_MAX`].
    pub operations: Vec<Numbered>,
}

/// The cart after a change, written durably.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synced {
    /// The cart.
    pub id: CartId,
    /// What is in it.
    pub cart: Cart,
    /// Operations that were not applied, by number, and why.
    pub refused: Vec<(u64, Refusal)>,
    /// How many had been applied before.
    pub repeated: u32,
}

impl Carts {
    /// Applies what a device brings and answers the whole cart. Bringing it again changes nothing. With nothing to
    /// bring it is a read.
    pub async fn sync(&self, owner: &Owner, request: SyncRequest) -> Result<Synced, CartError> {
        let mut operations = request.operations;
        operations.truncate(OPERATIONS_MAX);
        self.submit(Item { key: owner.key(), channel: request.channel, work: Work::Sync(operations) }).await
    }

    /// Makes the cart hold exactly these lines, with the price of each at this moment. With the version the client had
    /// seen it is refused when the cart was changed since; without, it replaces whatever is there.
    pub async fn replace(
        &self,
        owner: &Owner,
        channel: &'static str,
        lines: Vec<(VariantId, u32, Option<i64>)>,
        seen_version: Option<i64>,
    ) -> Result<Synced, CartError> {
        self.submit(Item { key: owner.key(), channel, work: Work::Replace(lines, seen_version) }).await
    }

    pub(crate) async fn submit(&self, item: Item) -> Result<Synced, CartError> {
        match self.inner.batcher.submit(item).await {
            Ok(answer) => answer,
            Err(BatchError::Overloaded | BatchError::Unanswered) => Err(CartError::Overloaded),
            Err(BatchError::Failed(error)) => Err((*error).clone()),
        }
    }
}

/// The operations that turn a cart into one with exactly these lines.
pub(crate) fn difference(state: &CartState, wanted: &[(VariantId, u32, Option<i64>)]) -> Vec<Operation> {
    let mut target: BTreeMap<VariantId, (i64, Option<i64>)> = BTreeMap::new();
    for (variant, pieces, price) in wanted {
        let line = target.entry(*variant).or_insert((0, *price));
        line.0 += i64::from(*pieces);
    }
    let mut operations = Vec::new();
    for line in state.seen() {
        // What is put aside stays there unless the client wants it in the cart.
        if line.is_saved && !target.contains_key(&line.variant) {
            continue;
        }
        let (pieces, _) = target.remove(&line.variant).unwrap_or((0, None));
        if line.is_saved && pieces > 0 {
            let change = Change::Describe { note: line.note.clone(), is_saved: false };
            operations.push(Operation { variant: line.variant, change });
        }
        let more = pieces - i64::from(line.wanted);
        let change = if pieces == 0 {
            Change::Remove
        } else {
            Change::Add { pieces: i32::try_from(more).unwrap_or(i32::MAX), price: None }
        };
        if more != 0 {
            operations.push(Operation { variant: line.variant, change });
        }
    }
    let new = target.into_iter().filter(|(_, (pieces, _))| *pieces > 0).map(|(variant, (pieces, price))| Operation {
        variant,
        change: Change::Add { pieces: i32::try_from(pieces).unwrap_or(i32::MAX), price },
    });
    operations.extend(new);
    operations
}
