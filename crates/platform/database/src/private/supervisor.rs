//! Watches the server and starts it again when it was killed.

use std::sync::Arc;
use std::time::Duration;

use tokio::process::Child;
use tokio_util::sync::CancellationToken;

use super::cluster::Cluster;
use super::error::PrivateServerError;
use super::locks::StartLock;

/// Time between two looks.
const LOOK_INTERVAL: Duration = Duration::from_millis(250);
/// The longest wait between two attempts to start again.
const BACKOFF_MAX: Duration = Duration::from_secs(10);

/// Looks after the server until `stopping`. Of several processes the first to get the start lock starts it.
pub(super) async fn watch(
    cluster: Arc<Cluster>,
    start: StartLock,
    mut child: Option<Child>,
    stopping: CancellationToken,
) {
    let mut wait = LOOK_INTERVAL;
    loop {
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
        // A child that ended stays in the process table until it is asked for.
        if let Some(ended) = child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
            tracing::warn!(status = %ended, "private PostgreSQL ended");
            child = None;
        }
        if cluster.is_alive() {
            wait = LOOK_INTERVAL;
            continue;
        }
        match restart(&cluster, &start).await {
            Ok(started) => {
                tracing::warn!("private PostgreSQL was down and runs again");
                child = started;
            }
            Err(error) => {
                wait = (wait * 2).min(BACKOFF_MAX);
                tracing::error!(error = %error, "private PostgreSQL cannot be started, trying again");
            }
        }
    }
}

async fn restart(cluster: &Cluster, start: &StartLock) -> Result<Option<Child>, PrivateServerError> {
    let _starting = start.acquire().await?;
    cluster.ensure_running().await
}
