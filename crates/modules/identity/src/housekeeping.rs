//! What is dropped by the clock: codes, beginnings of log-ins, counts of failures, sessions that are long over; and the
//! new signing key when one is due.

use cholon_jobs::{Job, JobFailure, Worker};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::store;

/// How long codes and counts of failures are kept after they were made.
const CODES_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long sessions are kept after they were over.
const SESSIONS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// When: every hour, off the full hour.
const TIDY_AT: &str = "17 * * * *";

/// Drops what nobody needs any more, and makes a signing key when one is due.
#[derive(Debug, Serialize, Deserialize)]
struct TidyIdentity {}

impl Job for TidyIdentity {
    const KIND: &'static str = "identity.tidy";
}

impl Identity {
    /// The worker with what identity does by the clock; lines of the audit log go when they are older than `audit_kept`.
    pub fn handlers(&self, worker: Worker, audit_kept: SignedDuration) -> Result<Worker, cholon_jobs::ScheduleError> {
        let identity = self.clone();
        let worker = worker.on(move |_: TidyIdentity, _| {
            let identity = identity.clone();
            async move {
                identity.tidy().await.map_err(JobFailure::retry)?;
                identity.drop_old_audit(audit_kept).await.map(drop).map_err(JobFailure::retry)
            }
        });
        worker.schedule("identity.tidy", TIDY_AT, &TidyIdentity {})
    }

    /// Drops what nobody needs any more, and makes a signing key when one is due. Answers how many rows went.
    pub async fn tidy(&self) -> Result<u64, IdentityError> {
        self.rotate_keys().await?;
        let now = self.now();
        let mut tx = self.begin().await?;
        let codes = store::challenges::drop_old(&mut tx, now - CODES_KEPT, now).await?;
        let sessions = store::sessions::drop_old(&mut tx, now - SESSIONS_KEPT).await?;
        commit(tx).await?;
        Ok(codes + sessions)
    }
}
