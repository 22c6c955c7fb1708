//! The façade: what the floors above may ask of carts.

use std::fmt;
use std::sync::Arc;

use cholon_database::{Batcher, BatcherOptions, Database};
use cholon_kernel::{AccountId, Clock};

use crate::batch::Writer;
use crate::changes::CartChanges;
use crate::error::CartError;
use crate::guest::GuestToken;
use crate::model::Cart;
use crate::store;

cholon_kernel::typed_id!(
    /// A cart.
    CartId
);

/// Changes that wait to be written at most; further ones are refused.
const QUEUE_MAX: usize = 8_192;
/// Changes of one batch. The marks of their carts fit into one notification, which holds less than 8,000 bytes.
pub(crate) const BATCH_MAX: usize = 256;
/// Batches that a process writes at the same time. Two made each half as large and the whole dearer; and of one writer's
/// batches none comes before another.
const WRITERS: usize = 1;

/// Whose cart it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Somebody with an account.
    Customer(AccountId),
    /// Whoever holds the token.
    Guest(GuestToken),
}

/// The carts of the shop. Cheap to clone.
#[derive(Clone)]
pub struct Carts {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) batcher: Batcher<Writer>,
    pub(crate) changes: CartChanges,
}

impl fmt::Debug for Carts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carts").field("database", &self.inner.database).finish_non_exhaustive()
    }
}

impl Carts {
    /// The carts in `database`. Starts the tasks that write them on the current runtime.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        let options = BatcherOptions { name: "carts", queue_max: QUEUE_MAX, batch_max: BATCH_MAX, writers: WRITERS };
        let batcher = Batcher::start(options, Writer { database: database.clone(), clock: Arc::clone(&clock) });
        let changes = CartChanges::new(database.clone());
        Self { inner: Arc::new(Inner { database, clock, batcher, changes }) }
    }

    /// A cart as it is; an empty one where there is none yet. One statement.
    pub async fn read(&self, owner: &Owner) -> Result<Cart, CartError> {
        let mut connection = self.inner.database.read().await?;
        let row = store::find(&mut connection, &owner.key()).await?;
        Ok(row.map(|row| row.state.cart(row.version)).unwrap_or_default())
    }

    /// Who tells of changes, in whatever process they are made.
    #[must_use]
    pub fn changes(&self) -> &CartChanges {
        &self.inner.changes
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }
}

/// How the database knows an owner.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    Customer(AccountId),
    Guest([u8; 32]),
}

impl Owner {
    pub(crate) fn key(&self) -> Key {
        match self {
            Self::Customer(account) => Key::Customer(*account),
            Self::Guest(token) => Key::Guest(token.digest()),
        }
    }
}
