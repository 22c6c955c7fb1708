//! Writing an event beside the change that it tells.

use cholon_database::Tx;
use cholon_kernel::{Clock, Event, EventId};

/// Why the log could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// The database's answer.
    #[error("event log request failed")]
    Database(#[from] cholon_database::DatabaseError),
    /// A payload that does not become JSON, or JSON that does not become the payload.
    #[error("event payload does not fit its kind")]
    Payload(#[from] serde_json::Error),
}

/// Writes `event` into the log within `tx`: it becomes visible when, and only when, the change does.
pub async fn publish<E: Event>(tx: &mut Tx, clock: &dyn Clock, event: &E) -> Result<EventId, EventError> {
    let id = EventId::new(clock);
    let _ = (tx, serde_json::to_value(event)?);
    todo!("{id}")
}
