//! Why a cart cannot be changed.

use std::sync::Arc;

use cholon_database::DatabaseError;
use cholon_events::EventError;

/// Why a cart could not be read or changed. Nothing was changed then.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CartError {
    /// The database's answer.
    #[error("cart request failed")]
    Database(#[source] Arc<DatabaseError>),
    /// An event could not be written.
    #[error("cart event could not be written")]
    Event(#[source] Arc<EventError>),
    /// More requests wait than are taken; try again in a moment.
    #[error("too many carts are being changed")]
    Overloaded,
    /// An operation is missing: send everything from this number on again.
    #[error("an operation is missing; send those from number {expected} on")]
    Gap {
        /// The number that comes next.
        expected: u64,
    },
    /// The cart was changed since the version that a whole-cart form was made from.
    #[error("the cart was changed since")]
    Stale {
        /// Its version now.
        version: i64,
    },
    /// There is no such cart, or it belongs to somebody else.
    #[error("no such cart")]
    NotFound,
    /// The cart's state cannot be read: it was written by a newer program.
    #[error("the state of the cart cannot be read")]
    Unreadable,
}

/// PostgreSQL ended this transaction as two waited for each other; done again it succeeds.
const DEADLOCK: &str = "40P01";

impl CartError {
    pub(crate) fn is_deadlock(&self) -> bool {
        let Self::Database(error) = self else { return false };
        let DatabaseError::Sql(error) = &**error else { return false };
        error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == DEADLOCK)
    }
}

impl From<DatabaseError> for CartError {
    fn from(error: DatabaseError) -> Self {
        Self::Database(Arc::new(error))
    }
}

impl From<sqlx::Error> for CartError {
    fn from(error: sqlx::Error) -> Self {
        DatabaseError::from(error).into()
    }
}

impl From<EventError> for CartError {
    fn from(error: EventError) -> Self {
        Self::Event(Arc::new(error))
    }
}
