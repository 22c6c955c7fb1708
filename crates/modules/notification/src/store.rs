//! SQL of messages.

use cholon_kernel::Locale;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::NotificationError;
use crate::facade::MessageId;
use crate::model::{Channel, MessageRecord, MessageState};

/// A message as its row has it.
struct MessageRow {
    id: Uuid,
    channel: String,
    recipient: String,
    locale: String,
    subject: String,
    body: String,
    is_secret: bool,
    state: String,
    last_error: Option<String>,
    created_at: jiff_sqlx::Timestamp,
}

impl From<MessageRow> for MessageRecord {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id.into(),
            channel: if row.channel == Channel::Sms.name() { Channel::Sms } else { Channel::Email },
            recipient: row.recipient,
            locale: row.locale.parse().unwrap_or(Locale::Vi),
            subject: row.subject,
            body: row.body,
            is_secret: row.is_secret,
            state: MessageState::named(&row.state),
            last_error: row.last_error,
            created_at: row.created_at.to_jiff(),
        }
    }
}

pub(crate) async fn insert(connection: &mut PgConnection, message: &MessageRecord) -> Result<(), NotificationError> {
    sqlx::query!(
        "INSERT INTO notification.messages (id, channel, recipient, locale, subject, body, is_secret, state, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        message.id.as_uuid(),
        message.channel.name(),
        message.recipient,
        message.locale.tag(),
        message.subject,
        message.body,
        message.is_secret,
        message.state.name(),
        message.created_at.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which messages are looked for; what is missing does not matter.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    pub(crate) only: Option<MessageId>,
    pub(crate) state: Option<MessageState>,
    pub(crate) before: Option<MessageId>,
}

/// Messages that fit, newest first.
pub(crate) async fn list(
    connection: &mut PgConnection,
    wanted: &Wanted,
    limit: i64,
) -> Result<Vec<MessageRecord>, NotificationError> {
    let rows = sqlx::query_as!(
        MessageRow,
        r#"SELECT id, channel, recipient, locale, subject, body, is_secret, state, last_error,
            created_at AS "created_at: jiff_sqlx::Timestamp"
        FROM notification.messages
        WHERE ($1::uuid IS NULL OR id = $1) AND ($4::text IS NULL OR state = $4)
            AND id < coalesce($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
        ORDER BY id DESC LIMIT $3"#,
        wanted.only.map(MessageId::as_uuid),
        wanted.before.map(MessageId::as_uuid),
        limit,
        wanted.state.map(MessageState::name)
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(MessageRecord::from).collect())
}

/// How many messages wait to be sent.
pub(crate) async fn waiting(connection: &mut PgConnection) -> Result<i64, NotificationError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM notification.messages WHERE state = $1"#,
        MessageState::Waiting.name()
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// Messages to a recipient, newest first.
pub(crate) async fn list_of(
    connection: &mut PgConnection,
    recipient: &str,
    limit: i64,
) -> Result<Vec<MessageRecord>, NotificationError> {
    let rows = sqlx::query_as!(
        MessageRow,
        r#"SELECT id, channel, recipient, locale, subject, body, is_secret, state, last_error,
            created_at AS "created_at: jiff_sqlx::Timestamp"
        FROM notification.messages WHERE recipient = $1 ORDER BY id DESC LIMIT $2"#,
        recipient,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(MessageRecord::from).collect())
}

/// What became of a message.
pub(crate) struct Outcome<'a> {
    pub(crate) state: MessageState,
    pub(crate) error: Option<&'a str>,
    /// The subject without its secret, when the message is to be forgotten.
    pub(crate) forgotten_as: Option<&'a str>,
    pub(crate) at: Timestamp,
}

/// Notes what became of a message.
pub(crate) async fn settle(
    connection: &mut PgConnection,
    id: Uuid,
    outcome: &Outcome<'_>,
) -> Result<(), NotificationError> {
    sqlx::query!(
        "UPDATE notification.messages SET state = $2, last_error = $3,
            settled_at = CASE WHEN $2 = 'waiting' THEN NULL ELSE $4::timestamptz END,
            subject = coalesce($5, subject), body = CASE WHEN $5::text IS NULL THEN body ELSE '' END
        WHERE id = $1",
        id,
        outcome.state.name(),
        outcome.error,
        outcome.at.to_sqlx() as _,
        outcome.forgotten_as
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Messages whose subjects are to lose their secrets with their texts.
#[derive(Default)]
pub(crate) struct Secrets {
    pub(crate) ids: Vec<Uuid>,
    pub(crate) subjects: Vec<String>,
}

/// Messages with a secret from before a moment, at most `limit`.
pub(crate) async fn secrets(
    connection: &mut PgConnection,
    before: Timestamp,
    limit: i64,
) -> Result<Secrets, NotificationError> {
    let rows = sqlx::query!(
        "SELECT id, subject FROM notification.messages WHERE is_secret AND body <> '' AND created_at < $1
        ORDER BY created_at LIMIT $2",
        before.to_sqlx() as _,
        limit
    )
    .fetch_all(connection)
    .await?;
    let (ids, subjects) = rows.into_iter().map(|row| (row.id, row.subject)).unzip();
    Ok(Secrets { ids, subjects })
}

/// Forgets secrets, leaving these subjects. A message that still waits has failed: there is nothing left to send.
pub(crate) async fn forget_secrets(
    connection: &mut PgConnection,
    secrets: &Secrets,
    now: Timestamp,
) -> Result<(), NotificationError> {
    sqlx::query!(
        "UPDATE notification.messages m SET body = '', subject = s.subject,
            state = CASE WHEN m.state = 'waiting' THEN 'failed' ELSE m.state END,
            settled_at = coalesce(m.settled_at, $3::timestamptz)
        FROM unnest($1::uuid[], $2::text[]) AS s (id, subject) WHERE m.id = s.id",
        &secrets.ids,
        &secrets.subjects,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets messages from before a moment, at most `rows_max`; returns how many.
pub(crate) async fn forget_messages(
    connection: &mut PgConnection,
    before: Timestamp,
    rows_max: i64,
) -> Result<u64, NotificationError> {
    let result = sqlx::query!(
        "DELETE FROM notification.messages WHERE id IN (
            SELECT id FROM notification.messages WHERE created_at < $1
            ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)",
        before.to_sqlx() as _,
        rows_max
    )
    .execute(connection)
    .await?;
    Ok(result.rows_affected())
}

/// Forgets every message to a recipient.
pub(crate) async fn erase(connection: &mut PgConnection, recipient: &str) -> Result<(), NotificationError> {
    sqlx::query!("DELETE FROM notification.messages WHERE recipient = $1", recipient).execute(connection).await?;
    Ok(())
}
