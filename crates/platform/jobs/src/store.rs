//! SQL of jobs and schedules.

use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::JobsError;
use crate::job::JobId;

/// A job that is not in the table yet.
pub(crate) struct NewJob<'a> {
    pub(crate) id: JobId,
    pub(crate) kind: &'a str,
    pub(crate) payload: &'a serde_json::Value,
    pub(crate) unique_key: Option<&'a str>,
    pub(crate) attempts_max: u16,
    pub(crate) due_at: Timestamp,
    pub(crate) created_at: Timestamp,
}

/// Writes a job; `false` when one with its key waits already.
pub(crate) async fn insert(connection: &mut PgConnection, job: &NewJob<'_>) -> Result<bool, JobsError> {
    let result = sqlx::query!(
        "INSERT INTO jobs.jobs (id, kind, payload, unique_key, attempts_max, due_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (kind, unique_key) WHERE state = 'waiting' DO NOTHING",
        job.id.as_uuid(),
        job.kind,
        job.payload,
        job.unique_key,
        i32::from(job.attempts_max),
        job.due_at.to_sqlx() as _,
        job.created_at.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// A job that this worker has taken. `attempt` proves it: whoever takes the job next has a higher one.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) id: JobId,
    pub(crate) kind: String,
    pub(crate) payload: serde_json::Value,
    pub(crate) attempt: i32,
    pub(crate) attempts_max: i32,
}

/// What to take and for how long.
pub(crate) struct Claim<'a> {
    pub(crate) kinds: &'a [String],
    pub(crate) jobs_max: usize,
    pub(crate) now: Timestamp,
    pub(crate) lease_until: Timestamp,
}

/// Takes due jobs, the longest due first, passing over those that another worker is taking at the moment. A running
/// job is due again when its lease has ended: its worker is gone.
pub(crate) async fn claim(connection: &mut PgConnection, claim: &Claim<'_>) -> Result<Vec<Taken>, JobsError> {
    let rows = sqlx::query!(
        "WITH due AS MATERIALIZED (
             SELECT id FROM jobs.jobs
             WHERE state IN ('waiting', 'running') AND due_at <= $2 AND kind = ANY($1)
             ORDER BY due_at
             LIMIT $4
             FOR UPDATE SKIP LOCKED
         )
         UPDATE jobs.jobs j SET state = 'running', attempts = j.attempts + 1, due_at = $3
         FROM due WHERE j.id = due.id
         RETURNING j.id, j.kind, j.payload, j.attempts, j.attempts_max",
        claim.kinds,
        claim.now.to_sqlx() as _,
        claim.lease_until.to_sqlx() as _,
        i64::try_from(claim.jobs_max).unwrap_or(i64::MAX),
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Taken {
            id: row.id.into(),
            kind: row.kind,
            payload: row.payload,
            attempt: row.attempts,
            attempts_max: row.attempts_max,
        })
        .collect())
}

/// Prolongs the lease; `false` when the job is no longer this worker's.
pub(crate) async fn prolong(
    connection: &mut PgConnection,
    taken: &Taken,
    lease_until: Timestamp,
) -> Result<bool, JobsError> {
    let result = sqlx::query!(
        "UPDATE jobs.jobs SET due_at = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'",
        taken.id.as_uuid(),
        taken.attempt,
        lease_until.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Ends the job as done, or as dead with an `error`. Nothing happens when it is no longer this worker's.
pub(crate) async fn finish(
    connection: &mut PgConnection,
    taken: &Taken,
    error: Option<&str>,
    now: Timestamp,
) -> Result<(), JobsError> {
    sqlx::query!(
        "UPDATE jobs.jobs SET state = CASE WHEN $3::text IS NULL THEN 'done' ELSE 'dead' END, last_error = $3,
             finished_at = $4
         WHERE id = $1 AND attempts = $2 AND state = 'running'",
        taken.id.as_uuid(),
        taken.attempt,
        error,
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets the job wait until `due_at` for its next run. A job with the same key that waits already does its work, so it
/// ends as done then.
pub(crate) async fn postpone(
    connection: &mut PgConnection,
    taken: &Taken,
    error: &str,
    due_at: Timestamp,
    now: Timestamp,
) -> Result<(), JobsError> {
    sqlx::query!(
        "UPDATE jobs.jobs j SET (state, due_at, last_error, finished_at) = (
             SELECT CASE WHEN twin THEN 'done' ELSE 'waiting' END, $4::timestamptz, $3::text, CASE WHEN twin THEN $5::timestamptz END
             FROM (SELECT EXISTS (SELECT FROM jobs.jobs w WHERE w.kind = j.kind AND w.unique_key = j.unique_key
                                  AND w.state = 'waiting') AS twin) AS look)
         WHERE id = $1 AND attempts = $2 AND state = 'running'",
        taken.id.as_uuid(),
        taken.attempt,
        error,
        due_at.to_sqlx() as _,
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// How many jobs of a kind are due and how many were given up.
pub(crate) struct Backlog {
    pub(crate) kind: String,
    pub(crate) due: i64,
    pub(crate) dead: i64,
}

pub(crate) async fn backlog(
    connection: &mut PgConnection,
    kinds: &[String],
    now: Timestamp,
) -> Result<Vec<Backlog>, JobsError> {
    let rows = sqlx::query_as!(
        Backlog,
        r#"SELECT kind AS "kind!",
                  (SELECT count(*) FROM jobs.jobs j WHERE j.kind = k.kind AND j.state = 'waiting' AND j.due_at <= $2)
                      AS "due!",
                  (SELECT count(*) FROM jobs.jobs j WHERE j.kind = k.kind AND j.state = 'dead') AS "dead!"
           FROM unnest($1::text[]) AS k (kind)"#,
        kinds,
        now.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Removes finished jobs: done ones from before `done_before`, dead ones from before `dead_before`, at most `rows_max`.
pub(crate) async fn sweep(
    connection: &mut PgConnection,
    done_before: Timestamp,
    dead_before: Timestamp,
    rows_max: i64,
) -> Result<u64, JobsError> {
    let result = sqlx::query!(
        "DELETE FROM jobs.jobs WHERE id IN (
             SELECT id FROM jobs.jobs
             WHERE (state = 'done' AND finished_at < $1) OR (state = 'dead' AND finished_at < $2)
             ORDER BY finished_at LIMIT $3 FOR UPDATE SKIP LOCKED)",
        done_before.to_sqlx() as _,
        dead_before.to_sqlx() as _,
        rows_max,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected())
}

/// Makes a schedule known; a changed rule starts counting anew.
pub(crate) async fn register_schedule(
    connection: &mut PgConnection,
    name: &str,
    cron: &str,
    next_at: Timestamp,
) -> Result<(), JobsError> {
    sqlx::query!(
        "INSERT INTO jobs.schedules AS s (name, cron, next_at) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET cron = excluded.cron, next_at = excluded.next_at WHERE s.cron <> excluded.cron",
        name,
        cron,
        next_at.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes the turn of a schedule that is due, and sets the next one; `false` when it is not due or somebody else has it.
pub(crate) async fn take_schedule(
    connection: &mut PgConnection,
    name: &str,
    now: Timestamp,
    next_at: Timestamp,
) -> Result<bool, JobsError> {
    let result = sqlx::query!(
        "UPDATE jobs.schedules SET last_at = $2, next_at = $3 WHERE name = (
             SELECT name FROM jobs.schedules WHERE name = $1 AND next_at <= $2 FOR UPDATE SKIP LOCKED)",
        name,
        now.to_sqlx() as _,
        next_at.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}
