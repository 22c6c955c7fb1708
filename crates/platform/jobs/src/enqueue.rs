//! Promising a job beside the change that needs it.

use cholon_database::Tx;
use cholon_kernel::Clock;
use cholon_kernel::clock::Timestamp;

use crate::error::JobsError;
use crate::job::{Job, JobId};
use crate::store::{self, NewJob};

/// Promises `job` within `tx`: it will run when, and only when, the transaction commits.
///
/// `None` when a job with the same unique key waits already.
pub async fn enqueue<J: Job>(tx: &mut Tx, clock: &dyn Clock, job: &J) -> Result<Option<JobId>, JobsError> {
    enqueue_at(tx, clock, job, clock.now()).await
}

/// Like [`enqueue`], not before `due_at`.
pub async fn enqueue_at<J: Job>(
    tx: &mut Tx,
    clock: &dyn Clock,
    job: &J,
    due_at: Timestamp,
) -> Result<Option<JobId>, JobsError> {
    let unique_key = job.unique_key();
    let new = NewJob {
        id: JobId::new(clock),
        kind: J::KIND,
        payload: &serde_json::to_value(job)?,
        unique_key: unique_key.as_deref(),
        attempts_max: J::ATTEMPTS_MAX,
        due_at,
        created_at: clock.now(),
    };
    Ok(store::insert(tx, &new).await?.then_some(new.id))
}
