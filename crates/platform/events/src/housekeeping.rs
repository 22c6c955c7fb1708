//! Months of the log: the next ones are prepared, old ones are dropped as whole tables.

use cholon_database::Database;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;

use crate::error::EventError;

/// Makes the partitions of this month and the next, where they are missing.
pub async fn prepare_months(database: &Database, now: Timestamp) -> Result<(), EventError> {
    sqlx::query!(
        r#"SELECT events.prepare_month($1)::text AS "this", events.prepare_month($1 + interval '1 month')::text AS "next""#,
        now.to_sqlx() as _,
    )
    .fetch_one(&mut *database.read().await?)
    .await?;
    Ok(())
}

/// Drops the partitions of months that ended before `moment`; returns how many.
///
/// Consumers that have not come that far lose those events, so call it with a moment well behind every position.
pub async fn drop_months_before(database: &Database, moment: Timestamp) -> Result<u32, EventError> {
    let mut tx = database.begin().await?;
    let names = sqlx::query_scalar!(
        r#"
        SELECT c.relname::text AS "name!"
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'events.log'::regclass AND c.relname ~ '^log_[0-9]{4}_[0-9]{2}$'
          AND to_date(substr(c.relname, 5), 'YYYY_MM') + interval '1 month' <= $1::timestamptz AT TIME ZONE 'UTC'
        "#,
        moment.to_sqlx() as _,
    )
    .fetch_all(&mut *tx)
    .await?;
    for name in &names {
        // The name matched the pattern above, so it needs no quoting.
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP TABLE events.{name}"))).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(u32::try_from(names.len()).unwrap_or(u32::MAX))
}
