//! A bounded cache in memory whose entries are dropped by the tags they carry.
//!
//! Invariants: the weight of all entries stays below a bound; of concurrent misses of one key one fills and the others
//! take its value; a fill that began before an invalidation of one of its tags is answered but never kept.
//!
//! The cache knows one process only. Whoever owns it follows the event log and calls [`TaggedCache::invalidate`], in
//! every process for itself.

mod cache;
mod flight;
mod ledger;
mod measures;
mod tag;

pub use cache::{CacheSettings, Filled, TaggedCache, Ticket};
pub use flight::{Flight, Passenger};
pub use tag::Tag;
