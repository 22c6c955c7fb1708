//! SQL of the event log.

use cholon_database::Tx;
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{EventEnvelope, EventId, EventPosition};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::EventError;

/// An event that is not in the log yet.
pub(crate) struct NewEvent<'a> {
    pub(crate) id: EventId,
    pub(crate) kind: &'static str,
    pub(crate) payload: &'a serde_json::Value,
    pub(crate) occurred_at: Timestamp,
}

pub(crate) async fn append(tx: &mut Tx, event: NewEvent<'_>) -> Result<(), EventError> {
    sqlx::query!(
        "INSERT INTO events.log (id, kind, payload, occurred_at) VALUES ($1, $2, $3, $4)",
        event.id.as_uuid(),
        event.kind,
        event.payload,
        event.occurred_at.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

struct EventRow {
    transaction_id: String,
    number: i64,
    id: Uuid,
    kind: String,
    payload: serde_json::Value,
    occurred_at: jiff_sqlx::Timestamp,
}

impl EventRow {
    fn into_envelope(self) -> Result<EventEnvelope, EventError> {
        Ok(EventEnvelope {
            id: self.id.into(),
            position: position(&self.transaction_id, self.number)?,
            kind: self.kind,
            payload: self.payload,
            occurred_at: self.occurred_at.to_jiff(),
        })
    }
}

fn position(transaction: &str, number: i64) -> Result<EventPosition, EventError> {
    let transaction = transaction.parse().map_err(|_not_a_number| EventError::Position)?;
    Ok(EventPosition { transaction, number })
}

/// Events after a position whose transactions, and all before them, are finished: nothing can appear in between later.
pub(crate) async fn read_after(
    connection: &mut PgConnection,
    after: EventPosition,
    limit: u32,
) -> Result<Vec<EventEnvelope>, EventError> {
    let rows = sqlx::query_as!(
        EventRow,
        r#"
        SELECT transaction_id::text AS "transaction_id!", number, id, kind, payload,
               occurred_at AS "occurred_at: jiff_sqlx::Timestamp"
        FROM events.log
        WHERE (transaction_id, number) > ($1::text::xid8, $2)
          AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY transaction_id, number
        LIMIT $3
        "#,
        after.transaction.to_string(),
        after.number,
        i64::from(limit),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(EventRow::into_envelope).collect()
}

/// The newest position that readers may see. Everything below it is finished, whether it wrote events or not.
pub(crate) async fn head(connection: &mut PgConnection) -> Result<EventPosition, EventError> {
    let row = sqlx::query!(
        r#"
        SELECT transaction_id::text AS "transaction_id!", number FROM events.log
        WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY transaction_id DESC, number DESC LIMIT 1
        "#
    )
    .fetch_optional(connection)
    .await?;
    row.map_or(Ok(EventPosition::START), |row| position(&row.transaction_id, row.number))
}

/// Where a consumer stands.
pub(crate) struct Standing {
    pub(crate) position: EventPosition,
    pub(crate) attempts: i32,
    pub(crate) may_run: bool,
}

pub(crate) async fn register(connection: &mut PgConnection, name: &str) -> Result<(), EventError> {
    sqlx::query!("INSERT INTO events.consumers (name) VALUES ($1) ON CONFLICT DO NOTHING", name)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes the consumer for this transaction; `false` when another process has it.
///
/// An advisory lock and not the row's: locking a row counts as writing, and a writing transaction holds back what
/// readers see for as long as it lasts.
pub(crate) async fn lock(tx: &mut Tx, name: &str) -> Result<bool, EventError> {
    let locked = sqlx::query_scalar!(
        r#"SELECT pg_try_advisory_xact_lock(hashtextextended('events.consumer.' || $1, 0)) AS "locked!""#,
        name
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(locked)
}

/// Where the consumer stands; `None` when it was never seen.
pub(crate) async fn standing(tx: &mut Tx, name: &str, now: Timestamp) -> Result<Option<Standing>, EventError> {
    let row = sqlx::query!(
        r#"
        SELECT transaction_id::text AS "transaction_id!", number, attempts, not_before <= $2 AS "may_run!"
        FROM events.consumers WHERE name = $1
        "#,
        name,
        now.to_sqlx() as _,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let position = position(&row.transaction_id, row.number)?;
    Ok(Some(Standing { position, attempts: row.attempts, may_run: row.may_run }))
}

pub(crate) async fn advance(tx: &mut Tx, name: &str, to: EventPosition) -> Result<(), EventError> {
    sqlx::query!(
        "UPDATE events.consumers SET transaction_id = $2::text::xid8, number = $3, attempts = 0,
             not_before = '-infinity', last_error = NULL WHERE name = $1",
        name,
        to.transaction.to_string(),
        to.number,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn postpone(tx: &mut Tx, name: &str, until: Timestamp, error: &str) -> Result<(), EventError> {
    sqlx::query!(
        "UPDATE events.consumers SET attempts = attempts + 1, not_before = $2, last_error = $3 WHERE name = $1",
        name,
        until.to_sqlx() as _,
        error,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn bury(
    tx: &mut Tx,
    name: &str,
    event: &EventEnvelope,
    error: &str,
    now: Timestamp,
) -> Result<(), EventError> {
    sqlx::query!(
        "INSERT INTO events.dead_letters
             (consumer, event_id, kind, payload, transaction_id, number, occurred_at, error, failed_at)
         VALUES ($1, $2, $3, $4, $5::text::xid8, $6, $7, $8, $9)
         ON CONFLICT ON CONSTRAINT dead_letters_consumer_event_id_key
         DO UPDATE SET error = excluded.error, failed_at = excluded.failed_at",
        name,
        event.id.as_uuid(),
        event.kind,
        event.payload,
        event.position.transaction.to_string(),
        event.position.number,
        event.occurred_at.to_sqlx() as _,
        error,
        now.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes a dead letter out, for one more try; `None` when there is none with this number.
pub(crate) async fn exhume(tx: &mut Tx, name: &str, letter: i64) -> Result<Option<EventEnvelope>, EventError> {
    let row = sqlx::query_as!(
        EventRow,
        r#"
        DELETE FROM events.dead_letters WHERE id = $1 AND consumer = $2
        RETURNING transaction_id::text AS "transaction_id!", number, event_id AS id, kind, payload,
                  occurred_at AS "occurred_at: jiff_sqlx::Timestamp"
        "#,
        letter,
        name,
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(EventRow::into_envelope).transpose()
}
