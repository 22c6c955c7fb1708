//! Why a message could not be written or read.

use cholon_database::DatabaseError;
use cholon_jobs::JobsError;

/// Why a message could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum NotificationError {
    /// The database's answer.
    #[error("notification request failed")]
    Database(#[from] DatabaseError),
    /// Its delivery could not be promised.
    #[error("the delivery of a message could not be promised")]
    Job(#[from] JobsError),
    /// The mail server's settings cannot be used.
    #[error("the settings of the mail server cannot be used: {0}")]
    Settings(String),
}

impl From<sqlx::Error> for NotificationError {
    fn from(error: sqlx::Error) -> Self {
        DatabaseError::from(error).into()
    }
}
