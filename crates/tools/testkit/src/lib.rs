//! What tests share: a fresh database for each, and counting the statements that some work costs.
//!
//! Invariants: never in the release binary; a test gets a database that nobody else sees; nothing a test leaves behind
//! slows the next run.

mod database;
mod server;
mod statements;

pub use database::{TestDatabase, database};
pub use statements::statements;
