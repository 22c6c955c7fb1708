//! The REST interface over a real database and a real index.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod access;
mod accounts;
mod admin;
mod admin_records;
mod answers;
mod codes;
mod envelope;
mod facebook;
mod facets;
mod hostile;
mod items;
mod listing;
mod me;
mod owners;
mod people;
mod providers;
mod query_log;
mod shopping;
mod simulated;
mod staff;
mod statements;
mod support;
mod tokens;
