//! Writing many changes of carts: one statement reads them, one writes them and is its own commit. What somebody else's
//! change came before is done again, with the carts locked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cholon_database::{BatchWriter, Database, DatabaseError};
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{Clock, VariantId};
use sqlx::PgConnection;

use crate::changes::marks;
use crate::error::CartError;
use crate::facade::{CartId, Key};
use crate::form::FormChange;
use crate::model::Numbered;
use crate::snapshot::Snapshot;
use crate::store::{self, CartRow, NewCart};
use crate::sync::Synced;

/// Times that carts are made which are gone again before they are locked.
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
    Replace(Vec<(VariantId, u32, Option<i64>)>, Option<i64>),
}

/// Writes batches of changes.
pub(crate) struct Writer {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
}

type Answer = Result<Synced, CartError>;

impl BatchWriter for Writer {
    type Item = Item;
    type Answer = Answer;
    type Error = CartError;

    async fn write(&self, items: &[Item]) -> Result<Vec<Answer>, CartError> {
        let now = self.clock.now();
        let items: Vec<&Item> = items.iter().collect();
        let mut answers = self.unlocked(&items, now).await?;
        let overtaken: Vec<usize> = (0..items.len()).filter(|place| answers[*place].is_none()).collect();
        if !overtaken.is_empty() {
            metrics::counter!("cart_changes_overtaken_total").increment(overtaken.len() as u64);
            let again: Vec<&Item> = overtaken.iter().map(|place| items[*place]).collect();
            overtaken.into_iter().zip(self.again(&again, now).await).for_each(|(place, answer)| {
                answers[place] = Some(answer);
            });
        }
        Ok(answers.into_iter().map(|answer| answer.unwrap_or(Err(CartError::Overloaded))).collect())
    }

    fn may_be_one_items_fault(error: &CartError) -> bool {
        let CartError::Database(error) = error else { return true };
        matches!(&**error, DatabaseError::Sql(error) if error.as_database_error().is_some())
    }
}

impl Writer {
    /// Does the work of items on their carts as they are. Those whose carts somebody else changes in between have no
    /// answer.
    async fn unlocked(&self, items: &[&Item], now: Timestamp) -> Result<Vec<Option<Answer>>, CartError> {
        let mut connection = self.database.read().await?;
        let keys = keys(items);
        let mut rows = store::find_all(&mut connection, &keys).await?;
        let missing = without(&keys, &rows);
        if !missing.is_empty() {
            self.make(&mut connection, items, &missing, now).await?;
            rows.extend(store::find_all(&mut connection, &missing).await?);
        }
        work(&mut connection, Snapshot::new(rows), items, now).await
    }

    /// Does the work of items that were overtaken. By now others of their batch are written, so the error of one must
    /// not become the answer of all.
    async fn again(&self, items: &[&Item], now: Timestamp) -> Vec<Answer> {
        match self.locked(items, now).await {
            Ok(answers) => answers,
            Err(error) if items.len() > 1 && Self::may_be_one_items_fault(&error) => {
                let mut answers = Vec::with_capacity(items.len());
                for item in items {
                    let alone = self.locked(std::slice::from_ref(item), now).await;
                    answers.push(alone.and_then(|mut one| one.pop().unwrap_or(Err(CartError::Overloaded))));
                }
                answers
            }
            Err(error) => items.iter().map(|_| Err(error.clone())).collect(),
        }
    }

    /// Does the work of items with their carts locked. Carts are made while none is locked: whoever waits for somebody
    /// else's making, and holds rows that the other wants, waits for ever.
    async fn locked(&self, items: &[&Item], now: Timestamp) -> Result<Vec<Answer>, CartError> {
        let keys = keys(items);
        for _ in 0..LOCK_ATTEMPTS_MAX {
            let mut tx = self.database.begin().await?;
            let rows = store::lock(&mut tx, &keys).await?;
            let missing = without(&keys, &rows);
            if missing.is_empty() {
                let answers = work(&mut tx, Snapshot::new(rows), items, now).await?;
                tx.commit().await?;
                return Ok(answers.into_iter().map(|answer| answer.unwrap_or(Err(CartError::Overloaded))).collect());
            }
            tx.rollback().await?;
            self.make(&mut *self.database.read().await?, items, &missing, now).await?;
        }
        Err(CartError::Overloaded)
    }

    /// Makes the carts of owners, each where it is first used.
    async fn make(
        &self,
        connection: &mut PgConnection,
        items: &[&Item],
        owners: &[Key],
        now: Timestamp,
    ) -> Result<(), CartError> {
        let mut channels = BTreeMap::new();
        for item in items {
            channels.entry(&item.key).or_insert(item.channel);
        }
        let new = owners.iter().filter_map(|key| Some((key, *channels.get(key)?)));
        let new: Vec<NewCart<'_>> =
            new.map(|(key, channel)| NewCart { id: CartId::new(&*self.clock), key, channel }).collect();
        store::insert(connection, &new, now).await
    }
}

/// Whose carts items are about, each once and in order.
fn keys(items: &[&Item]) -> Vec<Key> {
    let mut keys: Vec<Key> = items.iter().map(|item| item.key.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys that none of the rows has.
fn without(keys: &[Key], rows: &[CartRow]) -> Vec<Key> {
    if rows.len() == keys.len() {
        return Vec::new();
    }
    let found: BTreeSet<&Key> = rows.iter().map(|row| &row.key).collect();
    keys.iter().filter(|key| !found.contains(key)).cloned().collect()
}

/// Does the work of items on a snapshot and writes what changed. An item has its answer when its cart was written, or
/// needed no writing.
async fn work(
    connection: &mut PgConnection,
    mut snapshot: Snapshot,
    items: &[&Item],
    now: Timestamp,
) -> Result<Vec<Option<Answer>>, CartError> {
    let answers: Vec<Option<Answer>> = items.iter().map(|item| snapshot.apply(item, now)).collect();
    let changes = snapshot.changes();
    if changes.is_empty() {
        return Ok(answers);
    }
    let marks = marks(changes.iter().map(|change| &change.row.key));
    let overtaken = store::update(connection, &changes, &marks, now).await?;
    let is_overtaken = |item: &Item| overtaken.contains(&&item.key);
    Ok(items.iter().zip(answers).map(|(item, answer)| answer.filter(|_| !is_overtaken(item))).collect())
}
