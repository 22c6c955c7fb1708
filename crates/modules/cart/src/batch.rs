//! Writing many changes of carts with two statements and one commit.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use cholon_database::{BatchWriter, Database, DatabaseError, Tx};
use cholon_kernel::Clock;
use cholon_kernel::clock::Timestamp;

use crate::changes::marks;
use crate::error::CartError;
use crate::facade::{CartId, Key};
use crate::form::FormChange;
use crate::model::{CartState, Numbered, Refusal};
use crate::store::{self, CartRow, NewCart};
use crate::sync::Synced;

/// Times that a batch looks for its carts, with those that it made in between.
const LOCK_ATTEMPTS_MAX: u32 = 3;

/// One request to change a cart.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) key: Key,
    /// Where the cart is used, for figures.
    pub(crate) channel: &'static str,
    pub(crate) work: Work,
}

/// What is to be done to it.
#[derive(Debug)]
pub(crate) enum Work {
    /// Operations that a device numbered.
    Sync(Vec<Numbered>),
    /// What a form asks for, in order, with a key that tells repetitions.
    Form(Vec<FormChange>, Option<u64>),
    /// The whole cart at once; see [`crate::sync`].
    Replace(Vec<(cholon_kernel::VariantId, u32, Option<i64>)>, Option<i64>),
}

/// Writes batches of changes.
pub(crate) struct Writer {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
}

impl BatchWriter for Writer {
    type Item = Item;
    type Answer = Result<Synced, CartError>;
    type Error = CartError;

    async fn write(&self, items: &[Item]) -> Result<Vec<Self::Answer>, CartError> {
        let now = self.clock.now();
        let (mut tx, mut carts) = self.lock(items).await?;
        let answers = items.iter().map(|item| carts.apply(item, now)).collect();
        let changed: Vec<&CartRow> = carts.rows.values().filter(|row| carts.is_changed(row)).collect();
        if !changed.is_empty() {
            store::update(&mut tx, &changed, &marks(changed.iter().map(|row| &row.key)), now).await?;
        }
        tx.commit().await?;
        Ok(answers)
    }

    fn may_be_one_items_fault(error: &CartError) -> bool {
        let CartError::Database(error) = error else { return true };
        matches!(&**error, DatabaseError::Sql(error) if error.as_database_error().is_some())
    }
}

/// The carts of a batch, locked.
pub(crate) struct Carts {
    rows: HashMap<Key, CartRow>,
    /// Their versions when they were locked.
    before: HashMap<CartId, i64>,
}

impl Writer {
    /// Locks the carts of a batch in one go, in the order of their ids, and makes those that are missing first. Making
    /// them ends a transaction of its own: a batch that locked more rows while it holds others could wait for one that
    /// waits for it.
    async fn lock(&self, items: &[Item]) -> Result<(Tx, Carts), CartError> {
        let mut channels: BTreeMap<&Key, &'static str> = BTreeMap::new();
        for item in items {
            channels.entry(&item.key).or_insert(item.channel);
        }
        let keys: Vec<Key> = channels.keys().copied().cloned().collect();
        let mut attempt = 1;
        loop {
            let mut tx = self.database.begin().await?;
            let carts = Carts::new(lock(&mut tx, &keys).await?);
            channels.retain(|key, _| !carts.rows.contains_key(*key));
            // A guest's cart can join a customer's as soon as it is made; the next attempt makes another.
            if carts.rows.len() == keys.len() || attempt == LOCK_ATTEMPTS_MAX {
                return Ok((tx, carts));
            }
            let new = channels.iter().map(|(key, channel)| NewCart { id: CartId::new(&*self.clock), key, channel });
            store::insert(&mut tx, &new.collect::<Vec<_>>(), self.clock.now()).await?;
            tx.commit().await?;
            attempt += 1;
        }
    }
}

impl Carts {
    fn new(rows: Vec<CartRow>) -> Self {
        let before = rows.iter().map(|row| (row.id, row.version)).collect();
        let rows = rows.into_iter().map(|row| (row.key.clone(), row)).collect();
        Self { rows, before }
    }

    /// Does the work of one item. One that fails leaves its cart as it was.
    fn apply(&mut self, item: &Item, now: Timestamp) -> Result<Synced, CartError> {
        let row = self.rows.get_mut(&item.key).ok_or(CartError::NotFound)?;
        let mut state = row.state.clone();
        let (refused, is_known) = work(&mut state, row.version, &item.work, now.as_millisecond())?;
        if state != row.state {
            row.state = state;
            row.version += 1;
        }
        Ok(Synced { id: row.id, cart: row.state.cart(row.version), refused, repeated: is_known })
    }

    fn is_changed(&self, row: &CartRow) -> bool {
        self.before.get(&row.id).is_none_or(|before| *before != row.version)
    }
}

/// Most batches are of customers alone, for whom a shorter statement does.
async fn lock(tx: &mut Tx, keys: &[Key]) -> Result<Vec<CartRow>, CartError> {
    let (customers, guests) = store::split(keys);
    if guests.is_empty() { store::lock_customers(tx, &customers).await } else { store::lock(tx, keys).await }
}

type Outcome = (Vec<(u64, Refusal)>, u32);

/// Applies work to a state; answers what was refused and how many operations were repetitions.
fn work(state: &mut CartState, version: i64, work: &Work, now_ms: i64) -> Result<Outcome, CartError> {
    use crate::model::Applied;
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
            let operations = crate::sync::difference(state, wanted);
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
