//! Jobs as a person sees them: list, look, run again.

use cholon_database::Database;
use cholon_kernel::Clock;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use uuid::Uuid;

use crate::error::JobsError;
use crate::job::JobId;

/// Jobs that one page of [`list`] holds at most.
pub const BACKLOG_PAGE_MAX: u32 = 200;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// It waits for its time, a free worker or its next attempt.
    Waiting,
    /// A worker has it.
    Running,
    /// It is done.
    Done,
    /// It was given up.
    Dead,
}

impl JobState {
    /// The state as the table names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Running, Self::Done, Self::Dead].into_iter().find(|state| state.as_str() == name)
    }
}

/// A job as it stands in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRecord {
    /// The job.
    pub id: JobId,
    /// What it does.
    pub kind: String,
    /// With what.
    pub payload: serde_json::Value,
    /// Where it stands.
    pub state: JobState,
    /// When a worker may take it; while it runs, the end of the worker's lease.
    pub due_at: Timestamp,
    /// Runs so far.
    pub attempts: i32,
    /// What went wrong in the last failed run.
    pub last_error: Option<String>,
    /// When it was promised.
    pub created_at: Timestamp,
    /// When it was done or given up.
    pub finished_at: Option<Timestamp>,
}

struct JobRow {
    id: Uuid,
    kind: String,
    payload: serde_json::Value,
    state: String,
    due_at: jiff_sqlx::Timestamp,
    attempts: i32,
    last_error: Option<String>,
    created_at: jiff_sqlx::Timestamp,
    finished_at: Option<jiff_sqlx::Timestamp>,
}

impl JobRow {
    fn into_record(self) -> Result<JobRecord, JobsError> {
        let Some(state) = JobState::named(&self.state) else {
            return Err(JobsError::State { id: self.id, state: self.state });
        };
        Ok(JobRecord {
            id: self.id.into(),
            kind: self.kind,
            payload: self.payload,
            state,
            due_at: self.due_at.to_jiff(),
            attempts: self.attempts,
            last_error: self.last_error,
            created_at: self.created_at.to_jiff(),
            finished_at: self.finished_at.map(jiff_sqlx::Timestamp::to_jiff),
        })
    }
}

/// Jobs in `state`, newest first, below `before` when given; at most `limit` and [`BACKLOG_PAGE_MAX`].
pub async fn list(
    database: &Database,
    state: JobState,
    before: Option<JobId>,
    limit: u32,
) -> Result<Vec<JobRecord>, JobsError> {
    let rows = sqlx::query_as!(
        JobRow,
        r#"SELECT id, kind, payload, state, due_at AS "due_at: jiff_sqlx::Timestamp", attempts, last_error,
                  created_at AS "created_at: jiff_sqlx::Timestamp", finished_at AS "finished_at: jiff_sqlx::Timestamp"
           FROM jobs.jobs WHERE state = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"#,
        state.as_str(),
        before.map(JobId::as_uuid),
        i64::from(limit.min(BACKLOG_PAGE_MAX)),
    )
    .fetch_all(&mut *database.read().await?)
    .await?;
    rows.into_iter().map(JobRow::into_record).collect()
}

/// One job; `None` when there is none, or it was done long ago.
pub async fn find(database: &Database, id: JobId) -> Result<Option<JobRecord>, JobsError> {
    let row = sqlx::query_as!(
        JobRow,
        r#"SELECT id, kind, payload, state, due_at AS "due_at: jiff_sqlx::Timestamp", attempts, last_error,
                  created_at AS "created_at: jiff_sqlx::Timestamp", finished_at AS "finished_at: jiff_sqlx::Timestamp"
           FROM jobs.jobs WHERE id = $1"#,
        id.as_uuid(),
    )
    .fetch_optional(&mut *database.read().await?)
    .await?;
    row.map(JobRow::into_record).transpose()
}

/// Lets a finished job run again with all its attempts; `false` when there is no such job, it is not finished, or one
/// with its key waits already.
pub async fn rerun(database: &Database, clock: &dyn Clock, id: JobId) -> Result<bool, JobsError> {
    let mut tx = database.begin().await?;
    let result = sqlx::query!(
        "UPDATE jobs.jobs j SET state = 'waiting', attempts = 0, due_at = $2, finished_at = NULL
         WHERE id = $1 AND state IN ('done', 'dead') AND NOT EXISTS (
             SELECT FROM jobs.jobs w
             WHERE w.kind = j.kind AND w.unique_key = j.unique_key AND w.state = 'waiting')",
        id.as_uuid(),
        clock.now().to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("SELECT pg_notify('jobs_due', '')").execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(result.rows_affected() == 1)
}
