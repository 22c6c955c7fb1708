//! The one way to call somebody else's HTTP server: with a deadline, a bound on everything, and a breaker.
//!
//! Invariants: a call ends at its deadline, over all its attempts; only what may safely be repeated is repeated; only
//! the hosts that were named are called, and a redirect is never followed; at most so many calls run at a time; an
//! address, a body and a header never get into an error, a log or a metric.

mod answer;
mod attempt;
mod breaker;
mod error;
mod outbound;
mod request;
mod settings;

pub use answer::Answer;
pub use breaker::BreakerState;
pub use error::OutboundError;
pub use outbound::Outbound;
pub use request::{Request, address_with};
pub use settings::{BreakerSettings, OutboundSettings, hosts_of};
