//! The load generator: keep-alive connections over loopback, closed or open loop, and what they saw.

mod connection;
mod histogram;
mod round;

pub(crate) use connection::{Connection, Request};
pub(crate) use round::{Load, Pace, Requests, Tally, run};
