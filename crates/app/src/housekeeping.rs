//! Work that must be done from time to time, whoever of the processes does it: each step can be repeated at once.

use std::sync::Arc;
use std::time::Duration;

use cholon_database::Database;
use cholon_kernel::Clock;
use tokio_util::sync::CancellationToken;

/// Time between two rounds.
const INTERVAL: Duration = Duration::from_hours(6);

/// Prepares the next months of the event log until `stop`.
pub(crate) async fn run(database: Database, clock: Arc<dyn Clock>, stop: CancellationToken) {
    loop {
        if let Err(error) = cholon_events::prepare_months(&database, clock.now()).await {
            tracing::warn!(error = %error, "months of the event log cannot be prepared, the default partition takes them");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}
