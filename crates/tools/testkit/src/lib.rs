//! What tests share: a fresh database for each, and counting the statements that some work costs.
//!
//! Invariants: never in the release binary; a test gets a database that nobody else sees; nothing a test leaves behind
//! slows the next run.

mod database;
mod second_factor;
mod server;
mod statements;

pub use database::{TestDatabase, database};
pub use second_factor::one_time_password;
pub use statements::statements;
