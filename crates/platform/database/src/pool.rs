//! The pool and its two units of work: a connection for reading, a transaction for writing.

use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres, Transaction};

/// A connection held for one unit of work that only reads.
pub type Connection = PoolConnection<Postgres>;

/// A transaction: one unit of work that writes. Dropping it rolls back; `commit` makes it true.
pub type Tx = Transaction<'static, Postgres>;

/// Why the database could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The driver's answer.
    #[error("database request failed")]
    Sql(#[from] sqlx::Error),
}

impl DatabaseError {
    /// The name of the constraint that refused the change, if one did.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Sql(error) => error.as_database_error().and_then(|error| error.constraint()),
        }
    }
}

/// The database of this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Database {
    pool: PgPool,
}

impl Database {
    /// A database over a pool that somebody configured.
    #[must_use]
    pub const fn from_pool(pool: PgPool) -> Self {
        Self { pool }
    }

    /// The pool itself, for what is not a unit of work: listening, migrating, health.
    #[must_use]
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// A connection for a unit of work that only reads.
    pub async fn read(&self) -> Result<Connection, DatabaseError> {
        Ok(self.pool.acquire().await?)
    }

    /// A transaction for a unit of work that writes.
    pub async fn begin(&self) -> Result<Tx, DatabaseError> {
        Ok(self.pool.begin().await?)
    }
}
