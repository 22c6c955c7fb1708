//! The REST interface over a real database and a real index.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod accounts;
mod answers;
mod envelope;
mod facets;
mod hostile;
mod listing;
mod query_log;
mod shopping;
mod statements;
mod support;
