//! SQL of what is done to carts by the clock, and of the figures that it leaves.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::CartError;
use crate::facade::CartId;
use crate::figures::DayOfCarts;

/// Removes carts that nobody touched since a day, at most `limit`, and counts those with something in them as abandoned.
pub(crate) async fn remove_untouched(
    connection: &mut PgConnection,
    before: jiff::civil::Date,
    limit: i64,
) -> Result<u64, CartError> {
    let removed = sqlx::query_scalar!(
        r#"WITH gone AS (
            DELETE FROM cart.carts WHERE id IN (
                SELECT id FROM cart.carts WHERE touched_on < $1 ORDER BY touched_on LIMIT $2 FOR UPDATE SKIP LOCKED
            ) RETURNING created_at, channel, line_count
        ), counted AS (
            INSERT INTO cart.days (day, channel, abandoned)
            SELECT (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, channel, count(*) FROM gone
            WHERE line_count > 0 GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (day, channel) DO UPDATE SET abandoned = cart.days.abandoned + excluded.abandoned
        )
        SELECT count(*) AS "count!" FROM gone"#,
        before.to_sqlx() as _,
        limit
    )
    .fetch_one(connection)
    .await?;
    Ok(removed.unsigned_abs())
}

/// A cart that waits for its owner.
pub(crate) struct Waiting {
    pub(crate) id: CartId,
    /// Whose it is; nobody can be told of a guest's.
    pub(crate) customer: Option<AccountId>,
    pub(crate) lines: u32,
}

/// Marks carts that hold something, were last touched before `before` (on `since` or later) and had less than `stage`
/// reminders; at most `limit`. Those that had none are counted by the day they were started.
pub(crate) async fn mark_waiting(
    connection: &mut PgConnection,
    stage: i16,
    since: jiff::civil::Date,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Waiting>, CartError> {
    let rows = sqlx::query!(
        r#"WITH waiting AS (
            SELECT id, reminders FROM cart.carts WHERE touched_on >= $2 AND touched_at < $3 AND reminders < $1
                AND line_count > 0 ORDER BY touched_on LIMIT $4 FOR UPDATE SKIP LOCKED
        ), marked AS (
            UPDATE cart.carts c SET reminders = $1 FROM waiting w WHERE c.id = w.id
            RETURNING c.id, c.customer_id, c.line_count, c.channel, c.created_at, w.reminders AS before
        ), counted AS (
            INSERT INTO cart.days (day, channel, reminded)
            SELECT (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, channel, count(*) FROM marked
            WHERE before = 0 GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (day, channel) DO UPDATE SET reminded = cart.days.reminded + excluded.reminded
        )
        SELECT id, customer_id, line_count FROM marked"#,
        stage,
        since.to_sqlx() as _,
        before.to_sqlx() as _,
        limit
    )
    .fetch_all(connection)
    .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        id: row.id.into(),
        customer: row.customer_id.map(Into::into),
        lines: u32::try_from(row.line_count).unwrap_or(0),
    });
    Ok(waiting.collect())
}

/// What became of the carts that were started on some days, at most `limit` rows.
pub(crate) async fn days(
    connection: &mut PgConnection,
    from: jiff::civil::Date,
    to: jiff::civil::Date,
    limit: i64,
) -> Result<Vec<DayOfCarts>, CartError> {
    let rows = sqlx::query!(
        r#"SELECT day AS "day: jiff_sqlx::Date", channel, started, reminded, recovered, abandoned FROM cart.days
        WHERE day BETWEEN $1 AND $2 ORDER BY day, channel LIMIT $3"#,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
        limit
    )
    .fetch_all(connection)
    .await?;
    let days = rows.into_iter().map(|row| DayOfCarts {
        day: row.day.to_jiff(),
        channel: row.channel,
        started: row.started,
        left: row.reminded,
        recovered: row.recovered,
        abandoned: row.abandoned,
    });
    Ok(days.collect())
}
