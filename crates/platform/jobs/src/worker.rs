//! The worker of a process: takes due jobs, runs several at a time, follows schedules, sweeps what is finished.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use cholon_database::Database;
use cholon_kernel::Clock;
use cholon_kernel::clock::Timestamp;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::error::JobsError;
use crate::handlers::Handlers;
use crate::job::{Job, JobFailure, JobId, Run};
use crate::run::{Running, after};
use crate::schedule::{Schedule, ScheduleError};
use crate::store::{self, Claim};
use crate::wakeup::listen;

/// How long a taken job belongs to its worker without a sign of life.
pub const LEASE: Duration = Duration::from_mins(1);

/// Due jobs and schedules are looked for at least this often.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// Time between two rounds of measuring and sweeping.
const HOUSEKEEPING_INTERVAL: Duration = Duration::from_secs(30);
/// How long a stopping worker waits for its runs; then their leases end and others take the jobs.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);
/// Finished jobs are kept for people this long.
const DONE_KEPT: Duration = Duration::from_hours(7 * 24);
const DEAD_KEPT: Duration = Duration::from_hours(90 * 24);
/// Finished jobs that one round removes at most.
const SWEEP_MAX: i64 = 1_000;

/// Does the jobs of the kinds it has handlers for.
pub struct Worker {
    database: Database,
    clock: Arc<dyn Clock>,
    runs_max: usize,
    handlers: Handlers,
    schedules: Vec<Schedule>,
}

impl Worker {
    /// A worker that runs at most `runs_max` jobs at the same time.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>, runs_max: usize) -> Self {
        Self { database, clock, runs_max: runs_max.max(1), handlers: Handlers::default(), schedules: Vec::new() }
    }

    /// Does jobs of the kind `J` with `handle`.
    #[must_use]
    pub fn on<J, F, R>(mut self, handle: F) -> Self
    where
        J: Job,
        F: Fn(J, Run) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), JobFailure>> + Send + 'static,
    {
        self.handlers.add(handle);
        self
    }

    /// Promises `job` whenever the rule `cron` says, in the shop's time zone, once across all processes. A time that
    /// passed while no process ran is made up for once.
    pub fn schedule<J: Job>(mut self, name: &'static str, cron: &'static str, job: &J) -> Result<Self, ScheduleError> {
        self.schedules.push(Schedule::new(name, cron, job)?);
        Ok(self)
    }

    /// Works until `stop`, then lets runs finish for a while.
    pub async fn run(self, stop: CancellationToken) {
        let wake = Arc::new(Notify::new());
        let mut listening = JoinSet::new();
        listening.spawn(listen(self.database.clone(), Arc::clone(&wake)));
        let mut runs = JoinSet::new();
        let mut next_housekeeping = Instant::now();
        while !stop.is_cancelled() {
            let more = self.round(&mut runs).await;
            if Instant::now() >= next_housekeeping {
                next_housekeeping = Instant::now() + HOUSEKEEPING_INTERVAL;
                report("housekeeping of jobs", self.keep_house().await);
            }
            if more && runs.len() < self.runs_max {
                continue;
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = wake.notified() => {}
                () = tokio::time::sleep(POLL_INTERVAL) => {}
                Some(_) = runs.join_next() => {}
            }
        }
        let finish = async { while runs.join_next().await.is_some() {} };
        if tokio::time::timeout(STOP_TIMEOUT, finish).await.is_err() {
            tracing::warn!("stopped before all jobs were done, they will be taken again");
        }
    }

    /// Follows schedules and runs what is due until nothing is; returns how many runs there were. For commands that
    /// do their own background work, and for tests.
    pub async fn run_due(&self) -> Result<usize, JobsError> {
        self.register_schedules().await?;
        self.follow_schedules().await?;
        let mut count = 0;
        loop {
            let mut runs = JoinSet::new();
            let taken = self.take(&mut runs).await?;
            if taken == 0 {
                return Ok(count);
            }
            count += taken;
            while runs.join_next().await.is_some() {}
        }
    }

    /// One look: schedules, then jobs. Says whether there may be more.
    async fn round(&self, runs: &mut JoinSet<()>) -> bool {
        while runs.try_join_next().is_some() {}
        report("schedules", self.follow_schedules().await);
        report("jobs", self.take(runs).await).is_some_and(|taken| taken > 0)
    }

    /// Takes as many jobs as there is room for and starts their runs.
    async fn take(&self, runs: &mut JoinSet<()>) -> Result<usize, JobsError> {
        let room = self.runs_max.saturating_sub(runs.len());
        if room == 0 {
            return Ok(0);
        }
        let now = self.clock.now();
        let kinds = self.handlers.kinds();
        let claim = Claim { kinds: &kinds, jobs_max: room, now, lease_until: after(now, LEASE) };
        let jobs = store::claim(&mut *self.database.read().await?, &claim).await?;
        let count = jobs.len();
        for taken in jobs {
            // Only kinds with a handler were asked for.
            let Some(handler) = self.handlers.get(&taken.kind).cloned() else { continue };
            let running = Running { database: self.database.clone(), clock: Arc::clone(&self.clock), handler, taken };
            runs.spawn(running.complete());
        }
        Ok(count)
    }

    async fn register_schedules(&self) -> Result<(), JobsError> {
        let now = self.clock.now();
        let mut connection = self.database.read().await?;
        for schedule in &self.schedules {
            let next = schedule.next_after(now).unwrap_or(Timestamp::MAX);
            store::register_schedule(&mut connection, schedule.name, schedule.cron, next).await?;
        }
        Ok(())
    }

    async fn follow_schedules(&self) -> Result<(), JobsError> {
        let now = self.clock.now();
        for schedule in &self.schedules {
            let next = schedule.next_after(now).unwrap_or(Timestamp::MAX);
            let mut tx = self.database.begin().await?;
            if store::take_schedule(&mut tx, schedule.name, now, next).await? {
                store::insert(&mut tx, &schedule.job(JobId::new(&*self.clock), now)).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    async fn keep_house(&self) -> Result<(), JobsError> {
        // Each time and not only at the start: the database may not have been there then.
        self.register_schedules().await?;
        let now = self.clock.now();
        let mut connection = self.database.read().await?;
        for backlog in store::backlog(&mut connection, &self.handlers.kinds(), now).await? {
            let count = |number: i64| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
            metrics::gauge!("jobs_waiting", "kind" => backlog.kind.clone()).set(count(backlog.due));
            metrics::gauge!("jobs_dead", "kind" => backlog.kind).set(count(backlog.dead));
        }
        store::sweep(&mut connection, before(now, DONE_KEPT), before(now, DEAD_KEPT), SWEEP_MAX).await?;
        Ok(())
    }
}

fn before(moment: Timestamp, duration: Duration) -> Timestamp {
    moment.checked_sub(duration).unwrap_or(Timestamp::MIN)
}

/// A worker outlives errors of the database: it logs them and looks again.
fn report<T>(what: &str, result: Result<T, JobsError>) -> Option<T> {
    result.map_err(|error| tracing::warn!(error = %error, "{what} cannot be looked at")).ok()
}
