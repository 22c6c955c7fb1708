//! Telling open pages and apps that a cart changed, in whatever process it was changed (SYNC-4).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cholon_database::Database;
use tokio::sync::watch;

use crate::facade::{Key, Owner};

/// The channel that every written batch notifies.
const CHANNEL: &str = "cart_changed";
/// Letters of one mark in a notification.
const MARK_LENGTH: usize = 22;
/// Time between attempts to listen again.
const RECONNECT_INTERVAL: Duration = Duration::from_millis(500);
/// Carts that are watched in one process at most; beyond it a page is told nothing until it asks.
const WATCHED_MAX: usize = 100_000;

/// How a notification names a cart: by its owner, so that one that is not there yet can be watched too. The account's id,
/// or the start of the digest of a guest's token.
type Mark = [u8; 16];

impl Key {
    fn mark(&self) -> Mark {
        match self {
            Self::Customer(account) => *account.as_uuid().as_bytes(),
            Self::Guest(digest) => digest.first_chunk().copied().unwrap_or_default(),
        }
    }
}

/// The carts of these owners as a notification names them.
pub(crate) fn marks<'a>(keys: impl Iterator<Item = &'a Key>) -> String {
    let mut text = String::new();
    keys.for_each(|key| URL_SAFE_NO_PAD.encode_string(key.mark(), &mut text));
    text
}

/// Who watches which cart. Cheap to clone; clones share one listening connection, which is opened for the first watcher.
#[derive(Debug, Clone)]
pub struct CartChanges {
    database: Database,
    watched: Arc<Mutex<Watched>>,
}

#[derive(Debug, Default)]
struct Watched {
    carts: HashMap<Mark, watch::Sender<u64>>,
    is_listening: bool,
}

impl CartChanges {
    pub(crate) fn new(database: Database) -> Self {
        Self { database, watched: Arc::default() }
    }

    /// A counter that changes when an owner's cart does, or may have: after the connection was lost everybody looks
    /// again. A cart that begins later is heard of too.
    #[must_use]
    pub fn watch(&self, owner: &Owner) -> watch::Receiver<u64> {
        let cart = owner.key().mark();
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
            match self.database.listen(CHANNEL).await {
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

    fn tell(&self, payload: &str) {
        let mut watched = self.lock();
        for mark in payload.as_bytes().chunks_exact(MARK_LENGTH) {
            let Some(mark) = read_mark(mark) else { continue };
            let is_gone = watched.carts.get(&mark).is_some_and(|sender| {
                sender.send_modify(|count| *count = count.wrapping_add(1));
                sender.is_closed()
            });
            if is_gone {
                watched.carts.remove(&mark);
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

fn read_mark(text: &[u8]) -> Option<Mark> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}
