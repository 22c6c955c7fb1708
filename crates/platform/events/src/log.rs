//! The log as readers see it: events in commit order, and a signal when there may be new ones.

use cholon_database::Database;
use cholon_kernel::{EventEnvelope, EventPosition};
use tokio::sync::watch;

use crate::error::EventError;
use crate::store;
use crate::wakeup::Wakeups;

/// Events that one read returns at most.
pub const READ_MAX: u32 = 1_000;

/// The event log of the shop. Cheap to clone; clones share one listening connection.
#[derive(Debug, Clone)]
pub struct EventLog {
    database: Database,
    wakeups: Wakeups,
}

impl EventLog {
    /// The log in `database`.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { wakeups: Wakeups::new(database.clone()), database }
    }

    /// The newest position that a reader may see now; [`EventPosition::START`] when the log is empty.
    pub async fn head(&self) -> Result<EventPosition, EventError> {
        store::head(&mut *self.database.read().await?).await
    }

    /// Events after `position` in commit order, without gaps, at most `limit` and [`READ_MAX`].
    ///
    /// An event shows up once every transaction that began to write before its own has ended.
    pub async fn read_after(&self, position: EventPosition, limit: u32) -> Result<Vec<EventEnvelope>, EventError> {
        store::read_after(&mut *self.database.read().await?, position, limit.min(READ_MAX)).await
    }

    /// A counter that changes whenever something may be new, at the latest every second.
    ///
    /// The first call starts the listening task, which lives as long as anybody holds a receiver.
    #[must_use]
    pub fn wakeups(&self) -> watch::Receiver<u64> {
        self.wakeups.subscribe()
    }
}
