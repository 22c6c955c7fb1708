//! PostgreSQL: the pool, units of work, migrations, the private server and the batcher.
//!
//! Invariants: a unit of work holds one connection; a transaction that is not committed is rolled back; modules never
//! open connections of their own.

mod batcher;
mod error;
mod health;
mod migrate;
mod pool;
mod private;

pub use batcher::{BatchError, BatchWriter, Batcher, BatcherOptions};
pub use error::{DatabaseError, on_constraint};
pub use health::{HEALTH_TIMEOUT, health};
pub use migrate::{migrate, migrations_fingerprint};
pub use pool::{Connection, Database, Tx, open};
pub use private::{Durability, PrivateServer, PrivateServerError};
pub use sqlx;
