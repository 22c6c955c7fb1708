//! What the shop's PostgreSQL takes at most: rows as long as a cart's, many in a statement, every statement durable.
//! What is written through the shop stands beside it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use cholon_database::Database;
use cholon_kernel::{SystemClock, id};
use tokio::time::Instant;

use crate::report::Row;

/// Rows of one statement, as many as a writer of carts puts together at most.
const ROWS_AT_ONCE: u64 = 256;
/// Clients that write at the same time, as many as there are writers of carts.
const CLIENTS: u32 = 2;

/// Measures rows a second.
pub(crate) async fn run(database: &Database, id: &'static str, round: Duration) -> anyhow::Result<Row> {
    let length = mean_length(database).await?;
    // One that failed before may have left it.
    execute(database, "DROP SCHEMA IF EXISTS bench CASCADE").await?;
    execute(database, "CREATE SCHEMA bench").await?;
    execute(database, "CREATE TABLE bench.rows (id uuid PRIMARY KEY, body text NOT NULL)").await?;
    let body: Arc<str> = "x".repeat(length).into();
    let start = Instant::now();
    let clients = (0..CLIENTS).map(|_| tokio::spawn(write(database.clone(), Arc::clone(&body), start + round)));
    let mut rows = 0;
    for client in futures_util::future::join_all(clients).await {
        rows += client??;
    }
    let millis = u64::try_from(start.elapsed().as_millis())?;
    execute(database, "DROP SCHEMA bench CASCADE").await?;
    let per_second = (rows * 1000).checked_div(millis).context("a round without a length")?;
    let what = format!("rows of {length} B written {ROWS_AT_ONCE} to a commit, no shop");
    Ok(Row::of_rate(id, what, per_second))
}

/// How long a cart is on the average, in bytes.
async fn mean_length(database: &Database) -> anyhow::Result<usize> {
    let statement = "SELECT coalesce(avg(octet_length(state)), 0)::bigint FROM cart.carts";
    let length: i64 = sqlx::query_scalar(statement).fetch_one(&mut *database.read().await?).await?;
    Ok(usize::try_from(length)?)
}

/// Writes until a moment. Answers how many rows.
async fn write(database: Database, body: Arc<str>, until: Instant) -> anyhow::Result<u64> {
    let mut connection = database.read().await?;
    let mut rows = 0;
    while Instant::now() < until {
        let ids: Vec<_> = (0..ROWS_AT_ONCE).map(|_| id::new_uuid(&SystemClock)).collect();
        let statement = "INSERT INTO bench.rows SELECT id, $2 FROM unnest($1::uuid[]) AS id";
        sqlx::query(statement).bind(ids).bind(&*body).execute(&mut *connection).await?;
        rows += ROWS_AT_ONCE;
    }
    Ok(rows)
}

async fn execute(database: &Database, statement: &'static str) -> anyhow::Result<()> {
    sqlx::query(statement).execute(&mut *database.read().await?).await?;
    Ok(())
}
