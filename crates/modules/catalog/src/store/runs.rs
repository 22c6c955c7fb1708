//! The record of imports: what a killed one had done, and how far a running one is.

use cholon_kernel::ImportRunId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::error::CatalogError;
use crate::import::RowError;

/// What a run is about.
pub(crate) struct NewRun<'a> {
    pub(crate) id: ImportRunId,
    pub(crate) file_name: &'a str,
    pub(crate) file_hash: &'a str,
    pub(crate) mode: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) is_refused: bool,
    pub(crate) rows_total: u32,
    pub(crate) error_count: u32,
    pub(crate) errors: &'a [RowError],
    pub(crate) now: Timestamp,
}

/// A run that did not finish: its id, the products it has done, and what came of them.
pub(crate) struct Unfinished {
    pub(crate) id: ImportRunId,
    pub(crate) products_done: u32,
    pub(crate) created: u32,
    pub(crate) updated: u32,
}

/// The unfinished run over the same content, if any.
pub(crate) async fn unfinished(
    connection: &mut PgConnection,
    file_hash: &str,
    mode: &str,
) -> Result<Option<Unfinished>, CatalogError> {
    let row = sqlx::query!(
        "SELECT id, products_done, created_count, updated_count FROM catalog.import_runs
        WHERE file_hash = $1 AND mode = $2 AND status = 'running'",
        file_hash,
        mode
    )
    .fetch_optional(connection)
    .await?;
    let count = |number: i32| u32::try_from(number).unwrap_or_default();
    Ok(row.map(|row| Unfinished {
        id: row.id.into(),
        products_done: count(row.products_done),
        created: count(row.created_count),
        updated: count(row.updated_count),
    }))
}

/// Records a run.
pub(crate) async fn start(connection: &mut PgConnection, run: &NewRun<'_>) -> Result<(), CatalogError> {
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    sqlx::query!(
        "INSERT INTO catalog.import_runs (id, file_name, file_hash, mode, actor, status, rows_total, error_count,
            errors, started_at, updated_at, finished_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10,
            CASE WHEN $6 = 'refused' THEN $10::timestamptz END)",
        run.id.as_uuid(),
        run.file_name,
        run.file_hash,
        run.mode,
        run.actor,
        if run.is_refused { "refused" } else { "running" },
        count(run.rows_total),
        count(run.error_count),
        Json(run.errors) as _,
        run.now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Advance {
    pub(crate) rows: u32,
    pub(crate) products: u32,
    pub(crate) created: u32,
    pub(crate) updated: u32,
}

/// Moves a run on, in the transaction that did the work.
pub(crate) async fn advance(
    connection: &mut PgConnection,
    id: ImportRunId,
    by: Advance,
    now: Timestamp,
) -> Result<(), CatalogError> {
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    sqlx::query!(
        "UPDATE catalog.import_runs SET rows_done = rows_done + $2, products_done = products_done + $3,
            created_count = created_count + $4, updated_count = updated_count + $5, updated_at = $6 WHERE id = $1",
        id.as_uuid(),
        count(by.rows),
        count(by.products),
        count(by.created),
        count(by.updated),
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Closes a run that has done everything.
pub(crate) async fn finish(connection: &mut PgConnection, id: ImportRunId, now: Timestamp) -> Result<(), CatalogError> {
    sqlx::query!(
        "UPDATE catalog.import_runs SET status = 'finished', finished_at = $2, updated_at = $2 WHERE id = $1",
        id.as_uuid(),
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}
