//! Carts as they were read, and what a batch makes of them in memory.

use std::collections::HashMap;

use cholon_kernel::clock::Timestamp;

use crate::batch::{Item, Work};
use crate::error::CartError;
use crate::facade::Key;
use crate::model::{Applied, CartState, Refusal};
use crate::store::CartRow;
use crate::sync::{Synced, difference};

/// The carts of a batch.
pub(crate) struct Snapshot {
    carts: HashMap<Key, Change>,
}

/// What becomes of a cart.
#[derive(Debug)]
pub(crate) struct Change {
    /// The cart with all that was done to it.
    pub(crate) row: CartRow,
    /// The version it was read with: it is written only where it still has that.
    pub(crate) version_before: i64,
}

impl Change {
    /// The change of a cart as it was just read, with nothing done to it yet.
    pub(crate) const fn of(row: CartRow) -> Self {
        Self { version_before: row.version, row }
    }
}

impl Snapshot {
    pub(crate) fn new(rows: Vec<CartRow>) -> Self {
        Self { carts: rows.into_iter().map(|row| (row.key.clone(), Change::of(row))).collect() }
    }

    /// Does the work of one item. One that fails leaves its cart as it was; one whose cart is not there has no answer.
    pub(crate) fn apply(&mut self, item: &Item, now: Timestamp) -> Option<Result<Synced, CartError>> {
        let Change { row, .. } = self.carts.get_mut(&item.key)?;
        let mut state = row.state.clone();
        let (refused, repeated) = match work(&mut state, row.version, &item.work, now.as_millisecond()) {
            Ok(outcome) => outcome,
            Err(error) => return Some(Err(error)),
        };
        if state != row.state {
            row.state = state;
            row.version += 1;
        }
        Some(Ok(Synced { id: row.id, cart: row.state.cart(row.version), refused, repeated }))
    }

    /// The carts that changed, in the order of their ids: two that write some of the same carts then wait for each other
    /// only one way round, unless PostgreSQL chooses another order.
    pub(crate) fn changes(&self) -> Vec<&Change> {
        let mut changes: Vec<&Change> =
            self.carts.values().filter(|change| change.row.version != change.version_before).collect();
        changes.sort_unstable_by_key(|change| change.row.id);
        changes
    }
}

type Outcome = (Vec<(u64, Refusal)>, u32);

/// Applies work to a state; answers what was refused and how many operations were repetitions.
fn work(state: &mut CartState, version: i64, work: &Work, now_ms: i64) -> Result<Outcome, CartError> {
    let (mut refused, mut repeated) = (Vec::new(), 0);
    let mut note = |number: u64, applied: Applied| match applied {
        Applied::Done => {}
        Applied::Repeated => repeated += 1,
        Applied::Refused(refusal) => refused.push((number, refusal)),
    };
    match work {
        Work::Sync(operations) => {
            for numbered in operations {
                note(numbered.number, state.apply(numbered, now_ms)?);
            }
        }
        Work::Form(changes, key) => {
            let mut key = *key;
            for change in changes {
                let Some(operation) = change.operation(state) else { continue };
                let applied = state.apply_form(&operation, key.take(), now_ms);
                note(0, applied);
                if applied == Applied::Repeated {
                    break;
                }
            }
        }
        Work::Replace(wanted, seen) => {
            let operations = difference(state, wanted);
            // A request that is repeated because its answer was lost finds the cart as it wants it.
            if !operations.is_empty() && seen.is_some_and(|seen| seen != version) {
                return Err(CartError::Stale { version });
            }
            for operation in operations {
                note(0, state.apply_form(&operation, None, now_ms));
            }
        }
    }
    Ok((refused, repeated))
}
