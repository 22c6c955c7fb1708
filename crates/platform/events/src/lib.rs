//! The event log: what happened, written in the transaction that made it true, and the readers that follow it.
//!
//! Owns the PostgreSQL schema `events`. Invariants: an event is in the log exactly when its change is; readers see
//! events in an order that respects commits, without gaps; a named consumer handles each event at least once.

mod publish;

pub use publish::{EventError, publish};
