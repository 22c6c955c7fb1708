//! The signal that a job may be due: a listening connection; the worker polls as safety net.

use std::sync::Arc;
use std::time::Duration;

use cholon_database::{Database, DatabaseError};
use tokio::sync::Notify;

/// The channel that the table's trigger notifies.
const CHANNEL: &str = "jobs_due";
/// Time between attempts to listen again.
const RECONNECT_INTERVAL: Duration = Duration::from_secs(1);

/// Passes notifications on, for ever; drop it to stop.
pub(crate) async fn listen(database: Database, wake: Arc<Notify>) {
    loop {
        if let Err(error) = forward(&database, &wake).await {
            tracing::debug!(error = %error, "jobs cannot be listened for, polling");
        }
        tokio::time::sleep(RECONNECT_INTERVAL).await;
    }
}

async fn forward(database: &Database, wake: &Notify) -> Result<(), DatabaseError> {
    let mut listener = database.listen(CHANNEL).await?;
    // Jobs may have come while nobody listened.
    wake.notify_one();
    while listener.try_recv().await?.is_some() {
        wake.notify_one();
    }
    Ok(())
}
