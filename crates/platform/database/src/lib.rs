//! PostgreSQL: the pool, units of work, migrations, the private server and the batcher.
//!
//! Invariants: a unit of work holds one connection; a transaction that is not committed is rolled back; modules never
//! open connections of their own.

mod pool;

pub use pool::{Connection, Database, DatabaseError, Tx};
pub use sqlx;
