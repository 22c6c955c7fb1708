//! Metric handles of a cache, registered once so that counting costs one atomic addition.

use metrics::{Counter, Gauge, counter, gauge};

/// Handles of one named cache.
pub(crate) struct Measures {
    pub(crate) hits: Counter,
    pub(crate) misses: Counter,
    pub(crate) evictions: Counter,
    pub(crate) invalidated: Counter,
    pub(crate) overtaken: Counter,
    pub(crate) weight: Gauge,
}

impl Measures {
    /// Handles for the cache called `name`. The recorder must be installed before.
    pub(crate) fn of(name: &'static str) -> Self {
        Self {
            hits: counter!("cache_hits_total", "cache" => name),
            misses: counter!("cache_misses_total", "cache" => name),
            evictions: counter!("cache_evictions_total", "cache" => name),
            invalidated: counter!("cache_invalidated_total", "cache" => name),
            overtaken: counter!("cache_fills_overtaken_total", "cache" => name),
            weight: gauge!("cache_weight_bytes", "cache" => name),
        }
    }
}
