//! Why jobs could not be written or read.

/// Why jobs could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum JobsError {
    /// The database's answer.
    #[error("job request failed")]
    Database(#[from] cholon_database::DatabaseError),
    /// A payload that does not become JSON.
    #[error("job payload cannot be stored")]
    Payload(#[from] serde_json::Error),
    /// A row that no version of this program writes.
    #[error("job {id} has the unknown state {state}")]
    State {
        /// The job.
        id: uuid::Uuid,
        /// What stands there.
        state: String,
    },
}

impl From<sqlx::Error> for JobsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
