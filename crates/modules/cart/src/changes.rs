//! Telling open pages and apps that a cart changed, in whatever process it was changed (SYNC-4).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cholon_database::Database;
use sqlx::postgres::PgListener;
use tokio::sync::watch;

use crate::facade::CartId;

/// The channel that every written batch notifies.
const CHANNEL: &str = "cart_changed";
/// Letters of one id in a notification.
const ID_LENGTH: usize = 22;
/// Time between attempts to listen again.
const RECONNECT_INTERVAL: Duration = Duration::from_millis(500);
/// Carts that are watched in one process at most; beyond it a page is told nothing until it asks.
const WATCHED_MAX: usize = 100_000;

/// Who watches which cart. Cheap to clone; clones share one listening connection, which is opened for the first watcher.
#[derive(Debug, Clone)]
pub struct CartChanges {
    database: Database,
    watched: Arc<Mutex<Watched>>,
}

#[derive(Debug, Default)]
struct Watched {
    carts: HashMap<CartId, watch::Sender<u64>>,
    is_listening: bool,
}

impl CartChanges {
    pub(crate) fn new(database: Database) -> Self {
        Self { database, watched: Arc::default() }
    }

    /// A counter that changes when the cart does, or may have: after the connection was lost everybody looks again.
    #[must_use]
    pub fn watch(&self, cart: CartId) -> watch::Receiver<u64> {
        let mut watched = self.lock();
        if !watched.is_listening {
            watched.is_listening = true;
            tokio::spawn(self.clone().listen());
        }
        if watched.carts.len() >= WATCHED_MAX {
            watched.carts.retain(|_, sender| !sender.is_closed());
        }
        if watched.carts.len() >= WATCHED_MAX && !watched.carts.contains_key(&cart) {
            return watch::channel(0).1;
        }
        watched.carts.entry(cart).or_insert_with(|| watch::channel(0).0).subscribe()
    }

    /// Listens until nobody watches any more.
    async fn listen(self) {
        loop {
            match self.connected().await {
                Ok(mut listener) => {
                    self.tell_everybody();
                    while let Ok(Some(notification)) = listener.try_recv().await {
                        self.tell(notification.payload());
                    }
                }
                Err(error) => tracing::debug!(%error, "changes of carts cannot be listened to"),
            }
            if self.is_over() {
                return;
            }
            tokio::time::sleep(RECONNECT_INTERVAL).await;
        }
    }

    async fn connected(&self) -> Result<PgListener, sqlx::Error> {
        let mut listener = PgListener::connect_with(self.database.pool()).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    }

    fn tell(&self, payload: &str) {
        let mut watched = self.lock();
        for id in payload.as_bytes().chunks_exact(ID_LENGTH) {
            let Some(id) = cart_id(id) else { continue };
            let is_gone = watched.carts.get(&id).is_some_and(|sender| {
                sender.send_modify(|count| *count = count.wrapping_add(1));
                sender.is_closed()
            });
            if is_gone {
                watched.carts.remove(&id);
            }
        }
    }

    fn tell_everybody(&self) {
        let mut watched = self.lock();
        watched.carts.retain(|_, sender| !sender.is_closed());
        watched.carts.values().for_each(|sender| sender.send_modify(|count| *count = count.wrapping_add(1)));
    }

    /// Whether the pool is closed: the process ends.
    fn is_over(&self) -> bool {
        let is_closed = self.database.pool().is_closed();
        if is_closed {
            self.lock().is_listening = false;
        }
        is_closed
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cart_id(text: &[u8]) -> Option<CartId> {
    let bytes: [u8; 16] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
    Some(uuid::Uuid::from_bytes(bytes).into())
}
