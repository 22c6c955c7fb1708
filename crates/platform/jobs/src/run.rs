//! One run of one job: lease kept while it works, outcome written down.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use cholon_database::Database;
use cholon_kernel::Clock;
use cholon_kernel::clock::Timestamp;
use futures_util::FutureExt as _;

use crate::error::JobsError;
use crate::handlers::Handler;
use crate::job::{JobFailure, Run};
use crate::store::{self, Taken};
use crate::worker::LEASE;

/// Wait after the first failed run; it doubles with each further one.
const BACKOFF_FIRST: Duration = Duration::from_secs(1);
const BACKOFF_MAX: Duration = Duration::from_hours(1);
/// Characters of an error that are kept.
const ERROR_LENGTH_MAX: usize = 2_000;
/// The lease is prolonged this often, so that two lost attempts do not lose it.
const PROLONG_INTERVAL: Duration = LEASE.checked_div(3).expect("three is not zero");

/// A job with everything its run needs.
pub(crate) struct Running {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) handler: Handler,
    pub(crate) taken: Taken,
}

impl Running {
    /// Does the job and writes down how it went. Errors of the database are logged: the lease ends, and the job is
    /// taken again.
    pub(crate) async fn complete(self) {
        let started = tokio::time::Instant::now();
        let outcome = tokio::select! {
            outcome = self.attempt() => outcome,
            () = self.lose_lease() => {
                tracing::warn!(job.id = %self.taken.id, job.kind = self.taken.kind, "another worker has taken the job");
                return;
            }
        };
        let kind = self.taken.kind.clone();
        metrics::histogram!("job_duration_seconds", "kind" => kind).record(started.elapsed().as_secs_f64());
        if let Err(error) = self.settle(outcome).await {
            tracing::warn!(job.id = %self.taken.id, error = %error, "the job's outcome was not written, it will run again");
        }
    }

    async fn attempt(&self) -> Result<(), JobFailure> {
        if self.taken.attempt > self.taken.attempts_max {
            return Err(JobFailure::Fail("the workers that ran it were lost".to_owned()));
        }
        let run = Run { id: self.taken.id, attempt: u16::try_from(self.taken.attempt).unwrap_or(u16::MAX) };
        let work = AssertUnwindSafe((self.handler.action)(self.taken.payload.clone(), run)).catch_unwind();
        match tokio::time::timeout(self.handler.timeout, work).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_panic)) => Err(JobFailure::Retry("the run panicked".to_owned())),
            Err(_elapsed) => Err(JobFailure::Retry(format!("not done within {} s", self.handler.timeout.as_secs()))),
        }
    }

    /// Keeps the lease; returns when it is lost.
    async fn lose_lease(&self) {
        loop {
            tokio::time::sleep(PROLONG_INTERVAL).await;
            match self.prolong().await {
                Ok(true) => {}
                Ok(false) => return,
                // Without a database the lease may end, and then the next attempt finds out.
                Err(error) => tracing::warn!(job.id = %self.taken.id, error = %error, "lease not prolonged"),
            }
        }
    }

    async fn prolong(&self) -> Result<bool, JobsError> {
        let until = after(self.clock.now(), LEASE);
        store::prolong(&mut *self.database.read().await?, &self.taken, until).await
    }

    async fn settle(&self, outcome: Result<(), JobFailure>) -> Result<(), JobsError> {
        let now = self.clock.now();
        let mut connection = self.database.read().await?;
        let (name, result) = match outcome {
            Ok(()) => ("done", store::finish(&mut connection, &self.taken, None, now).await),
            Err(JobFailure::Retry(error)) if self.taken.attempt < self.taken.attempts_max => {
                let due_at = after(now, backoff(self.taken.attempt, now));
                ("retry", store::postpone(&mut connection, &self.taken, shortened(&error), due_at, now).await)
            }
            Err(failure) => {
                let error = failure.to_string();
                tracing::error!(job.id = %self.taken.id, job.kind = self.taken.kind, error, "job was given up");
                ("dead", store::finish(&mut connection, &self.taken, Some(shortened(&error)), now).await)
            }
        };
        metrics::counter!("jobs_finished_total", "kind" => self.taken.kind.clone(), "outcome" => name).increment(1);
        result
    }
}

/// `moment` plus `duration`; the end of time where there is none.
pub(crate) fn after(moment: Timestamp, duration: Duration) -> Timestamp {
    moment.checked_add(duration).unwrap_or(Timestamp::MAX)
}

/// A doubling wait, with up to a quarter more so that jobs that failed together do not come back together.
fn backoff(attempt: i32, now: Timestamp) -> Duration {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(20);
    let wait = BACKOFF_FIRST.saturating_mul(1 << doublings).min(BACKOFF_MAX);
    let quarter = (wait / 4).as_millis().max(1);
    let spread = now.as_nanosecond().unsigned_abs() % quarter;
    wait + Duration::from_millis(u64::try_from(spread).unwrap_or(0))
}

fn shortened(error: &str) -> &str {
    error.char_indices().nth(ERROR_LENGTH_MAX).map_or(error, |(end, _)| &error[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(backoff(1, now), Duration::from_secs(1));
        assert_eq!(backoff(4, now), Duration::from_secs(8));
        assert_eq!(backoff(1000, now), BACKOFF_MAX);
        let spread = backoff(4, after(now, Duration::from_nanos(1999)));
        assert!(spread > Duration::from_secs(8) && spread < Duration::from_secs(10), "{spread:?}");
    }

    #[test]
    fn long_errors_are_cut_between_letters() {
        assert_eq!(shortened(&"ộ".repeat(3_000)).chars().count(), ERROR_LENGTH_MAX);
        assert_eq!(shortened("short"), "short");
    }
}
