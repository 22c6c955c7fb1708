//! SQL of the search module.

use cholon_database::{Database, DatabaseError, Tx};
use cholon_kernel::clock::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::query::{Rule, RuleKind};
use crate::query_log::{QueryCounts, QueryOrder};

const fn kind_text(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Same => "same",
        RuleKind::Means => "means",
        RuleKind::Accepts => "accepts",
    }
}

fn kind_of(text: &str) -> RuleKind {
    match text {
        "means" => RuleKind::Means,
        "accepts" => RuleKind::Accepts,
        _ => RuleKind::Same,
    }
}

pub(crate) async fn insert_rule(tx: &mut Tx, id: Uuid, rule: &Rule, now: Timestamp) -> Result<(), DatabaseError> {
    sqlx::query!(
        "INSERT INTO search.synonyms (id, kind, phrases, created_at) VALUES ($1, $2, $3, $4)",
        id,
        kind_text(rule.kind),
        &rule.phrases,
        now.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn delete_rule(tx: &mut Tx, id: Uuid) -> Result<bool, DatabaseError> {
    let deleted = sqlx::query!("DELETE FROM search.synonyms WHERE id = $1", id).execute(&mut **tx).await?;
    Ok(deleted.rows_affected() > 0)
}

/// Rules, oldest first, so that later ones win.
pub(crate) async fn rules(connection: &mut PgConnection, limit: i64) -> Result<Vec<(Uuid, Rule)>, DatabaseError> {
    let rows = sqlx::query!("SELECT id, kind, phrases FROM search.synonyms ORDER BY created_at, id LIMIT $1", limit)
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, Rule { kind: kind_of(&row.kind), phrases: row.phrases })).collect())
}

/// Adds counts to the log in one statement.
pub(crate) async fn add_counts(database: &Database, counts: &[(Date, QueryCounts)]) -> Result<(), DatabaseError> {
    let days: Vec<String> = counts.iter().map(|(day, _)| day.to_string()).collect();
    let queries: Vec<String> = counts.iter().map(|(_, counts)| counts.query.clone()).collect();
    let column = |of: fn(&QueryCounts) -> u64| -> Vec<i64> {
        counts.iter().map(|(_, counts)| i64::try_from(of(counts)).unwrap_or(i64::MAX)).collect()
    };
    sqlx::query!(
        "
        INSERT INTO search.query_log (day, query, searches, zero_results, clicks)
        SELECT day::date, query, searches, zero_results, clicks
        FROM UNNEST($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
            AS new (day, query, searches, zero_results, clicks)
        ORDER BY day, query
        ON CONFLICT ON CONSTRAINT query_log_pkey DO UPDATE SET
            searches = query_log.searches + excluded.searches,
            zero_results = query_log.zero_results + excluded.zero_results,
            clicks = query_log.clicks + excluded.clicks
        ",
        &days,
        &queries,
        &column(|counts| counts.searches),
        &column(|counts| counts.zero_results),
        &column(|counts| counts.clicks),
    )
    .execute(&mut *database.read().await?)
    .await?;
    Ok(())
}

/// Sums of the days from `since` on, first in `order` first.
pub(crate) async fn top_queries(
    connection: &mut PgConnection,
    since: Date,
    order: QueryOrder,
    limit: i64,
) -> Result<Vec<QueryCounts>, DatabaseError> {
    let by_zero_results = order == QueryOrder::ZeroResults;
    let rows = sqlx::query!(
        r#"
        SELECT query, sum(searches)::bigint AS "searches!", sum(zero_results)::bigint AS "zero_results!",
               sum(clicks)::bigint AS "clicks!"
        FROM search.query_log
        WHERE day >= $1::text::date
        GROUP BY query
        HAVING NOT $2 OR sum(zero_results) > 0
        ORDER BY CASE WHEN $2 THEN sum(zero_results) ELSE sum(searches) END DESC, query
        LIMIT $3
        "#,
        since.to_string(),
        by_zero_results,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let counts = rows.into_iter().map(|row| QueryCounts {
        query: row.query,
        searches: count(row.searches),
        zero_results: count(row.zero_results),
        clicks: count(row.clicks),
    });
    Ok(counts.collect())
}

/// Forgets days before `day`; how many rows went.
pub(crate) async fn forget_before(database: &Database, day: Date) -> Result<u64, DatabaseError> {
    let deleted = sqlx::query!("DELETE FROM search.query_log WHERE day < $1::text::date", day.to_string())
        .execute(&mut *database.read().await?)
        .await?;
    Ok(deleted.rows_affected())
}
