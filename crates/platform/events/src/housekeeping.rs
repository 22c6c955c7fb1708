//! Months of the log: the next ones are prepared, old ones are dropped as whole tables.

use cholon_database::{Database, Tx};
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

/// Drops the partitions of months that ended before `moment`; returns how many. A month that holds events which some
/// consumer has not seen yet stays.
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
    let mut dropped = 0;
    for name in &names {
        if is_wanted(&mut tx, name).await? {
            tracing::warn!(month = name, "old events stay because a consumer has not seen them");
            continue;
        }
        // The name matched the pattern above, so it needs no quoting.
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP TABLE events.{name}"))).execute(&mut *tx).await?;
        dropped += 1;
    }
    tx.commit().await?;
    Ok(dropped)
}

async fn is_wanted(tx: &mut Tx, name: &str) -> Result<bool, EventError> {
    let question = format!(
        "SELECT EXISTS (SELECT FROM events.consumers c JOIN events.{name} l
             ON (l.transaction_id, l.number) > (c.transaction_id, c.number))"
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(question)).fetch_one(&mut **tx).await?)
}
