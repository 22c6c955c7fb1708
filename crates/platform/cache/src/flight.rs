//! Single flight: of concurrent misses of one key, one fills and the others wait for what it found.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

type Flights<K, V> = Arc<Mutex<HashMap<K, watch::Receiver<Option<V>>>>>;

/// The fills in progress by key. Cheap to clone.
#[derive(Debug)]
pub struct Flight<K, V> {
    flights: Flights<K, V>,
}

/// What a caller that missed is to do.
#[derive(Debug)]
pub enum Passenger<K: Hash + Eq, V> {
    /// Fill, then call [`Pilot::land`]. Dropped without it, the waiting callers look after themselves.
    Pilot(Pilot<K, V>),
    /// Somebody else filled: their value, or `None` when they have none to share.
    Guest(Option<V>),
}

/// The right and duty to fill one key.
#[derive(Debug)]
pub struct Pilot<K: Hash + Eq, V> {
    key: K,
    flights: Flights<K, V>,
    sender: watch::Sender<Option<V>>,
}

impl<K, V> Clone for Flight<K, V> {
    fn clone(&self) -> Self {
        Self { flights: Arc::clone(&self.flights) }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> Default for Flight<K, V> {
    fn default() -> Self {
        Self { flights: Arc::default() }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> Flight<K, V> {
    /// Becomes the pilot of `key`, or waits for the one there is.
    pub async fn board(&self, key: K) -> Passenger<K, V> {
        let mut receiver = match self.pilot_or_receiver(key) {
            Ok(pilot) => return Passenger::Pilot(pilot),
            Err(receiver) => receiver,
        };
        let landed = receiver.wait_for(Option::is_some).await;
        Passenger::Guest(landed.ok().and_then(|value| value.clone()))
    }

    fn pilot_or_receiver(&self, key: K) -> Result<Pilot<K, V>, watch::Receiver<Option<V>>> {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(receiver) = flights.get(&key) {
            return Err(receiver.clone());
        }
        let (sender, receiver) = watch::channel(None);
        flights.insert(key.clone(), receiver);
        Ok(Pilot { key, flights: Arc::clone(&self.flights), sender })
    }

    /// Whether somebody is filling `key`.
    pub fn is_flying<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner).contains_key(key)
    }
}

impl<K: Hash + Eq, V> Pilot<K, V> {
    /// Hands the value to everybody who waits.
    pub fn land(self, value: V) {
        self.sender.send_replace(Some(value));
    }
}

impl<K: Hash + Eq, V> Drop for Pilot<K, V> {
    fn drop(&mut self) {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
