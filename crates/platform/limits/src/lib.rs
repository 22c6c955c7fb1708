//! How much one client may ask for: request rates by address, and whose word about addresses is believed.
//!
//! Invariants: the memory is bounded however many addresses appear; a check takes well below a microsecond; an IPv6
//! client is its /64 network, because that is what a household or a server gets.
//!
//! The counts are of this process. Exact counts over several processes need a shared store, which is not here.

mod client;
mod network;
mod rates;

pub use client::{Client, client_address};
pub use network::{Network, NetworkError};
pub use rates::{Budget, Class, Decision, LimitSettings, RateLimits};
