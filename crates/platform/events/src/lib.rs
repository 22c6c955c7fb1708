//! The event log: what happened, written in the transaction that made it true, and the readers that follow it.
//!
//! Owns the PostgreSQL schema `events`. Invariants: an event is in the log exactly when its change is; readers see
//! events in an order that respects commits, without gaps; a named consumer handles each event at least once, and the
//! effects it writes into its transaction exactly once.

mod consumer;
mod error;
mod housekeeping;
mod log;
mod publish;
mod store;
mod wakeup;

pub use consumer::{ATTEMPTS_MAX, Consumer, ConsumerError, replay, run_consumer};
pub use error::EventError;
pub use housekeeping::{drop_months_before, prepare_months};
pub use log::{EventLog, READ_MAX};
pub use publish::publish;
