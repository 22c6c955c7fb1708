//! What a job is to the module that owns it.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

cholon_kernel::typed_id!(
    /// A job.
    JobId
);

/// Runs before a job is given up, unless the job says otherwise.
pub const ATTEMPTS_MAX: u16 = 10;

/// How long one run may take, unless the job says otherwise.
pub const RUN_TIMEOUT: Duration = Duration::from_mins(10);

/// Work that can be written down and done later, possibly by another process and possibly twice.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// The stable name, `module.what-to-do`, such as `catalog.make-avif`.
    const KIND: &'static str;

    /// Runs before it is given up.
    const ATTEMPTS_MAX: u16 = ATTEMPTS_MAX;

    /// How long one run may take; then it is cancelled and counts as failed.
    const TIMEOUT: Duration = RUN_TIMEOUT;

    /// Jobs with the same key are one job as long as it waits.
    fn unique_key(&self) -> Option<String> {
        None
    }
}

/// What a handler knows about the run besides the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The job, the same in each of its runs: what an idempotent handler remembers.
    pub id: JobId,
    /// Which run it is, from 1.
    pub attempt: u16,
}

/// Why a run failed, and whether another may go better.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobFailure {
    /// Try again later, as long as attempts are left.
    #[error("{0}")]
    Retry(String),
    /// No other run will go better.
    #[error("{0}")]
    Fail(String),
}

impl JobFailure {
    /// Try again later.
    pub fn retry(error: impl std::fmt::Display) -> Self {
        Self::Retry(error.to_string())
    }

    /// No other run will go better.
    pub fn fail(error: impl std::fmt::Display) -> Self {
        Self::Fail(error.to_string())
    }
}
