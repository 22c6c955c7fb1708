//! SQL of messages.

use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::NotificationError;
use crate::facade::MessageId;

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// E-mail.
    Email,
    /// A short message to a phone.
    Sms,
}

impl Channel {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// It has not been tried, or is to be tried again.
    Waiting,
    /// It left.
    Sent,
    /// Nothing sends its channel.
    Kept,
    /// It will never be taken.
    Failed,
}

impl MessageState {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Kept => "kept",
            Self::Failed => "failed",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "sent" => Self::Sent,
            "kept" => Self::Kept,
            "failed" => Self::Failed,
            _ => Self::Waiting,
        }
    }
}

/// A message as the outbox shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct MessageRecord {
    /// The message.
    pub id: MessageId,
    /// How it travels.
    pub channel: Channel,
    /// Where it goes.
    pub recipient: String,
    /// The line above it.
    pub subject: String,
    /// What it says; empty when that was secret and is forgotten.
    pub body: String,
    /// Whether it holds something secret.
    pub is_secret: bool,
    /// Where it stands.
    pub state: MessageState,
    /// Why it was not taken.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for MessageRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MessageRecord").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}

pub(crate) async fn insert(
    connection: &mut PgConnection,
    message: &MessageRecord,
    locale: &str,
) -> Result<(), NotificationError> {
    sqlx::query!(
        "INSERT INTO notification.messages (id, channel, recipient, locale, subject, body, is_secret, state, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        message.id.as_uuid(),
        message.channel.name(),
        message.recipient,
        locale,
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

/// Messages before one, newest first; with `only` just that one.
pub(crate) async fn list(
    connection: &mut PgConnection,
    only: Option<MessageId>,
    before: Option<MessageId>,
    limit: i64,
) -> Result<Vec<MessageRecord>, NotificationError> {
    let rows = sqlx::query!(
        r#"SELECT id, channel, recipient, subject, body, is_secret, state, last_error,
            created_at AS "created_at: jiff_sqlx::Timestamp"
        FROM notification.messages
        WHERE ($1::uuid IS NULL OR id = $1) AND id < coalesce($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
        ORDER BY id DESC LIMIT $3"#,
        only.map(MessageId::as_uuid),
        before.map(MessageId::as_uuid),
        limit
    )
    .fetch_all(connection)
    .await?;
    let records = rows.into_iter().map(|row| MessageRecord {
        id: row.id.into(),
        channel: if row.channel == Channel::Sms.name() { Channel::Sms } else { Channel::Email },
        recipient: row.recipient,
        subject: row.subject,
        body: row.body,
        is_secret: row.is_secret,
        state: MessageState::named(&row.state),
        last_error: row.last_error,
        created_at: row.created_at.to_jiff(),
    });
    Ok(records.collect())
}

/// Notes what became of a message. What is secret in one that left is forgotten.
pub(crate) async fn settle(
    connection: &mut PgConnection,
    id: Uuid,
    state: MessageState,
    error: Option<&str>,
    now: Timestamp,
) -> Result<(), NotificationError> {
    sqlx::query!(
        "UPDATE notification.messages SET state = $2, last_error = $3,
            settled_at = CASE WHEN $2 = 'waiting' THEN NULL ELSE $4::timestamptz END,
            body = CASE WHEN is_secret AND $2 = 'sent' THEN '' ELSE body END
        WHERE id = $1",
        id,
        state.name(),
        error,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets secrets older than one moment and whole messages older than another.
pub(crate) async fn forget_old(
    connection: &mut PgConnection,
    secrets_before: Timestamp,
    messages_before: Timestamp,
) -> Result<(), NotificationError> {
    sqlx::query!(
        "UPDATE notification.messages SET body = '' WHERE is_secret AND body <> '' AND created_at < $1",
        secrets_before.to_sqlx() as _
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM notification.messages WHERE created_at < $1", messages_before.to_sqlx() as _)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets every message to a recipient.
pub(crate) async fn erase(connection: &mut PgConnection, recipient: &str) -> Result<(), NotificationError> {
    sqlx::query!("DELETE FROM notification.messages WHERE recipient = $1", recipient).execute(connection).await?;
    Ok(())
}
