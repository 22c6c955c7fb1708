//! The pages over a real database and a real index.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod account;
mod addresses;
mod cart;
mod hostile;
mod listings;
mod machines;
mod query_log;
mod shopping;
mod statements;
mod support;
