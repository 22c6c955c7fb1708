//! The response cache: answers that are the same for everybody, kept ready to send.

mod key;
mod stored;

use std::sync::Arc;
use std::time::Duration;

use cholon_cache::{CacheSettings, Filled, Flight, Passenger, Tag, TaggedCache, Ticket};

pub(crate) use key::Address;
pub(crate) use stored::Stored;

/// The time an answer lives at most, whatever its handler says.
const TTL_MAX: Duration = Duration::from_hours(24);
/// Time between two turns of housekeeping, which frees what has expired and updates the gauges.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(5);
/// The largest body that is kept, in bytes.
pub(crate) const BODY_BYTES_MAX: u64 = 2 * 1024 * 1024;

/// Answers kept in memory, dropped by tag. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ResponseCache {
    answers: TaggedCache<String, Arc<Stored>>,
    flight: Flight<String, Arc<Stored>>,
    is_on: bool,
}

impl ResponseCache {
    /// A cache of at most `bytes_max` bytes; with 0 it keeps nothing. The metrics recorder must be installed before.
    #[must_use]
    pub fn new(bytes_max: u64) -> Self {
        let settings = CacheSettings { name: "responses", weight_max: bytes_max, ttl: TTL_MAX };
        let answers = TaggedCache::new(settings, |key: &String, stored: &Arc<Stored>| stored.weight(key));
        Self { answers, flight: Flight::default(), is_on: bytes_max > 0 }
    }

    /// Drops every answer that carries one of `tags`, and what is being made from them.
    pub fn invalidate(&self, tags: &[Tag]) {
        self.answers.invalidate(tags);
    }

    /// Drops everything, also what is being made.
    pub fn clear(&self) {
        self.answers.clear();
    }

    /// Does the housekeeping of the cache until dropped; spawn it once.
    pub async fn keep_up(self) {
        let mut interval = tokio::time::interval(UPKEEP_INTERVAL);
        loop {
            interval.tick().await;
            self.answers.tidy();
        }
    }

    /// How many answers are kept, roughly.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.answers.len()
    }

    /// Whether nothing is kept, roughly.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) const fn is_on(&self) -> bool {
        self.is_on
    }

    /// The answer kept for an address.
    pub(crate) fn find(&self, key: &str) -> Option<Arc<Stored>> {
        self.answers.get(key)
    }

    /// Like [`find`](Self::find), for a look-up that was counted before.
    pub(crate) fn find_again(&self, key: &str) -> Option<Arc<Stored>> {
        self.answers.peek(key)
    }

    /// Becomes the one who makes the answer, or waits for the one who does.
    pub(crate) async fn board(&self, key: &str) -> Passenger<String, Arc<Stored>> {
        self.flight.board(key.to_owned()).await
    }

    /// Begins to make an answer.
    pub(crate) fn begin(&self) -> Ticket<String, Arc<Stored>> {
        self.answers.begin()
    }

    /// An answer with the tags and the time of its policy.
    pub(crate) fn filled(stored: Arc<Stored>, tags: Vec<Tag>, ttl: Duration) -> Filled<Arc<Stored>> {
        Filled { value: stored, tags, ttl: Some(ttl.min(TTL_MAX)) }
    }
}
