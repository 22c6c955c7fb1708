//! The cache itself: entries in moka, tags in the ledger.

use std::borrow::Borrow;
use std::convert::Infallible;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::notification::RemovalCause;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use crate::flight::{Flight, Passenger};
use crate::ledger::Ledger;
use crate::measures::Measures;
use crate::tag::Tag;

/// Bounds of a cache.
#[derive(Debug, Clone, Copy)]
pub struct CacheSettings {
    /// The cache's name in metrics.
    pub name: &'static str,
    /// All entries together weigh at most this, in the unit of the weigher (bytes as a rule).
    pub weight_max: u64,
    /// How long an entry lives that names no time of its own.
    pub ttl: Duration,
}

/// A value with what it was made from.
#[derive(Debug, Clone)]
pub struct Filled<V> {
    /// The value.
    pub value: V,
    /// The things whose change makes it wrong.
    pub tags: Vec<Tag>,
    /// How long it may be kept; `None` takes the cache's time.
    pub ttl: Option<Duration>,
}

impl<V> From<(V, Vec<Tag>)> for Filled<V> {
    fn from((value, tags): (V, Vec<Tag>)) -> Self {
        Self { value, tags, ttl: None }
    }
}

/// An entry as moka holds it.
#[derive(Debug)]
struct Entry<V> {
    value: V,
    tags: Arc<[Tag]>,
    number: u64,
    ttl: Duration,
}

/// An entry that moka gave up, to be struck out of the ledger.
type Ended<K, V> = (Arc<K>, Arc<Entry<V>>);

struct Inner<K, V> {
    entries: Cache<K, Arc<Entry<V>>>,
    ledger: Mutex<Ledger<K>>,
    /// moka tells of an entry's end while the ledger may be locked, so ends queue here until somebody holds it.
    ended: Arc<Mutex<Vec<Ended<K, V>>>>,
    flight: Flight<K, V>,
    measures: Measures,
    ttl: Duration,
}

/// A cache with single-flight fills and invalidation by tag. Cheap to clone.
pub struct TaggedCache<K, V> {
    inner: Arc<Inner<K, V>>,
}

impl<K, V> Clone for TaggedCache<K, V> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<K, V> std::fmt::Debug for TaggedCache<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TaggedCache").finish_non_exhaustive()
    }
}

/// The proof that a fill began: without one nothing can be kept.
#[must_use = "a fill begins with its ticket"]
pub struct Ticket<K: Hash + Eq + Clone + Send + Sync + 'static, V: Clone + Send + Sync + 'static> {
    began: u64,
    cache: TaggedCache<K, V>,
}

struct PerEntry;

impl<K, V> Expiry<K, Arc<Entry<V>>> for PerEntry {
    fn expire_after_create(&self, _: &K, entry: &Arc<Entry<V>>, _: Instant) -> Option<Duration> {
        Some(entry.ttl)
    }

    fn expire_after_update(&self, _: &K, entry: &Arc<Entry<V>>, _: Instant, _: Option<Duration>) -> Option<Duration> {
        Some(entry.ttl)
    }
}

impl<K, V> TaggedCache<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// A cache within bounds; `weigh` says what an entry costs.
    pub fn new(settings: CacheSettings, weigh: impl Fn(&K, &V) -> u32 + Send + Sync + 'static) -> Self {
        let measures = Measures::of(settings.name);
        let ended: Arc<Mutex<Vec<Ended<K, V>>>> = Arc::default();
        let (evictions, queue) = (measures.evictions.clone(), Arc::clone(&ended));
        let entries = Cache::builder()
            .max_capacity(settings.weight_max)
            .weigher(move |key, entry: &Arc<Entry<V>>| weigh(key, &entry.value))
            .eviction_policy(EvictionPolicy::tiny_lfu())
            .expire_after(PerEntry)
            .eviction_listener(move |key, entry, cause| {
                if matches!(cause, RemovalCause::Size | RemovalCause::Expired) {
                    evictions.increment(1);
                }
                queue.lock().unwrap_or_else(PoisonError::into_inner).push((key, entry));
            })
            .build();
        let inner = Inner {
            entries,
            ledger: Mutex::new(Ledger::new()),
            ended,
            flight: Flight::default(),
            measures,
            ttl: settings.ttl,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The value at `key`, if there is one.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let found = self.peek(key);
        let counter = if found.is_some() { &self.inner.measures.hits } else { &self.inner.measures.misses };
        counter.increment(1);
        found
    }

    /// The value at `key`, if there is one; not counted as a hit or a miss.
    pub fn peek<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.inner.entries.get(key).map(|entry| entry.value.clone())
    }

    /// The value at `key`, filled by `fill` when there is none.
    pub async fn get_or_fill<F>(&self, key: K, fill: impl FnOnce() -> F) -> V
    where
        F: Future,
        F::Output: Into<Filled<V>>,
    {
        let filled = self.get_or_try_fill(key, || async { Ok::<_, Infallible>(fill().await) }).await;
        filled.unwrap_or_else(|never| match never {})
    }

    /// The value at `key`, filled by `fill` when there is none. An error is the caller's own and keeps nothing; those
    /// who waited for the same key then fill for themselves.
    pub async fn get_or_try_fill<F, T, E>(&self, key: K, fill: impl FnOnce() -> F) -> Result<V, E>
    where
        F: Future<Output = Result<T, E>>,
        T: Into<Filled<V>>,
    {
        if let Some(value) = self.get(&key) {
            return Ok(value);
        }
        let pilot = match self.inner.flight.board(key.clone()).await {
            Passenger::Guest(Some(value)) => return Ok(value),
            Passenger::Guest(None) => None,
            Passenger::Pilot(pilot) => Some(pilot),
        };
        let ticket = self.begin();
        let filled = fill().await?.into();
        let value = filled.value.clone();
        let kept = ticket.keep(key, filled);
        // An overtaken value is this caller's alone: those who wait may have come after the change.
        if let Some(pilot) = pilot.filter(|_| kept) {
            pilot.land(value.clone());
        }
        Ok(value)
    }

    /// Begins a fill. Take the ticket before reading anything that the value is made from.
    pub fn begin(&self) -> Ticket<K, V> {
        Ticket { began: self.ledger().begin(), cache: self.clone() }
    }

    /// Drops every entry that carries one of `tags`, and what is being filled from them.
    pub fn invalidate(&self, tags: &[Tag]) {
        let mut ledger = self.ledger();
        let keys = ledger.invalidate(tags);
        self.inner.measures.invalidated.increment(keys.len() as u64);
        for key in &keys {
            self.inner.entries.invalidate(key);
        }
    }

    /// Drops everything, also what is being filled.
    pub fn clear(&self) {
        let mut ledger = self.ledger();
        ledger.clear();
        self.inner.entries.invalidate_all();
    }

    /// Does the housekeeping that otherwise happens along with reads and writes, and updates the weight's gauge.
    #[expect(clippy::cast_precision_loss, reason = "a gauge of bytes")]
    pub fn tidy(&self) {
        self.inner.entries.run_pending_tasks();
        drop(self.ledger());
        self.inner.measures.weight.set(self.inner.entries.weighted_size() as f64);
    }

    /// How many entries there are, roughly.
    pub fn len(&self) -> u64 {
        self.inner.entries.entry_count()
    }

    /// Whether there is no entry, roughly.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ledger, up to date with the ends that moka told of.
    fn ledger(&self) -> MutexGuard<'_, Ledger<K>> {
        let mut ledger = self.inner.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = std::mem::take(&mut *self.inner.ended.lock().unwrap_or_else(PoisonError::into_inner));
        for (key, entry) in ended {
            ledger.strike(&key, entry.number, &entry.tags);
        }
        ledger
    }
}

impl<K, V> Ticket<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// Keeps what was filled, unless one of its tags was invalidated since the ticket was taken. Says whether it did.
    pub fn keep(self, key: K, filled: Filled<V>) -> bool {
        let inner = &self.cache.inner;
        let mut ledger = self.cache.ledger();
        if ledger.is_overtaken(self.began, &filled.tags) {
            inner.measures.overtaken.increment(1);
            return false;
        }
        let number = ledger.enter(&key, &filled.tags);
        let ttl = filled.ttl.unwrap_or(inner.ttl);
        let entry = Entry { value: filled.value, tags: Arc::from(filled.tags), number, ttl };
        // Inserted under the ledger's lock, so that no invalidation falls between the check and the insertion.
        inner.entries.insert(key, Arc::new(entry));
        true
    }
}

impl<K, V> Drop for Ticket<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    fn drop(&mut self) {
        self.cache.ledger().end(self.began);
    }
}

#[cfg(test)]
mod tests;
