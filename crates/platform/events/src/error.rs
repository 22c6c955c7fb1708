//! Why the log could not be written or read.

/// Why the log could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// The database's answer.
    #[error("event log request failed")]
    Database(#[from] cholon_database::DatabaseError),
    /// A payload that does not become JSON, or JSON that does not become the payload.
    #[error("event payload does not fit its kind")]
    Payload(#[from] serde_json::Error),
    /// A stored position that is none.
    #[error("event log holds a position that is not a number")]
    Position,
}

impl From<sqlx::Error> for EventError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
