//! The signal that something may be new: a listening connection, with polling as safety net.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cholon_database::Database;
use sqlx::postgres::PgListener;
use tokio::sync::watch;

/// The channel that the log's trigger notifies.
const CHANNEL: &str = "events_log";
/// Readers look at the log at least this often, for the notification that got lost and the transaction that ended late.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// After a notification, readers look again this soon: the notifying transaction may have had to wait for a slower one.
const SECOND_LOOK: Duration = Duration::from_millis(50);
/// Time between attempts to listen again.
const RECONNECT_INTERVAL: Duration = Duration::from_millis(500);

/// Starts listening at the first subscriber and stops after the last one.
#[derive(Debug, Clone)]
pub(crate) struct Wakeups {
    database: Database,
    sender: Arc<Mutex<Option<watch::Sender<u64>>>>,
}

impl Wakeups {
    pub(crate) fn new(database: Database) -> Self {
        Self { database, sender: Arc::default() }
    }

    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        let mut slot = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = slot.as_ref().filter(|sender| !sender.is_closed()) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(0);
        tokio::spawn(signal(self.database.clone(), sender.clone()));
        *slot = Some(sender);
        receiver
    }
}

async fn signal(database: Database, sender: watch::Sender<u64>) {
    while !sender.is_closed() {
        match database.listen(CHANNEL).await {
            Ok(listener) => forward(listener, &sender).await,
            Err(error) => tracing::debug!(error = %error, "event log cannot be listened to, polling"),
        }
        bump(&sender);
        tokio::time::sleep(RECONNECT_INTERVAL).await;
    }
}

/// Passes signals on until the connection breaks or nobody listens any more.
async fn forward(mut listener: PgListener, sender: &watch::Sender<u64>) {
    let mut wait = POLL_INTERVAL;
    loop {
        bump(sender);
        tokio::select! {
            () = sender.closed() => return,
            () = tokio::time::sleep(wait) => wait = POLL_INTERVAL,
            notification = listener.try_recv() => match notification {
                Ok(Some(_)) => wait = SECOND_LOOK,
                Ok(None) | Err(_) => return,
            },
        }
    }
}

fn bump(sender: &watch::Sender<u64>) {
    sender.send_modify(|count| *count = count.wrapping_add(1));
}
