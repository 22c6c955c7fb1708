//! Writing an event beside the change that it tells.

use cholon_database::Tx;
use cholon_kernel::{Clock, Event, EventId};

use crate::error::EventError;
use crate::store;

/// Writes `event` into the log within `tx`: it becomes visible when, and only when, the change does.
pub async fn publish<E: Event>(tx: &mut Tx, clock: &dyn Clock, event: &E) -> Result<EventId, EventError> {
    let id = EventId::new(clock);
    let payload = serde_json::to_value(event)?;
    store::append(tx, store::NewEvent { id, kind: E::KIND, payload: &payload, occurred_at: clock.now() }).await?;
    Ok(id)
}
