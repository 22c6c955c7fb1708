//! Shapes of messages to people.

use cholon_notification::MessageRecord;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A page of messages.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessagePage {
    /// The messages, newest first.
    pub(crate) items: Vec<MessageSummary>,
    /// Where the next page starts; nothing on the last one.
    pub(crate) next_cursor: Option<String>,
}

/// A message in a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageSummary {
    /// The message.
    id: Uuid,
    /// How it travels: `email` or `sms`.
    #[schema(example = "email")]
    channel: &'static str,
    /// The address or number it goes to.
    recipient: String,
    /// The line above it; codes in it are `***` once they are forgotten.
    subject: String,
    /// Where it stands: `waiting`, `sent`, `kept` or `failed`.
    #[schema(example = "sent")]
    state: &'static str,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// A message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message {
    /// What lists show of it.
    #[serde(flatten)]
    summary: MessageSummary,
    /// Its language.
    #[schema(example = "vi")]
    locale: &'static str,
    /// What it says; empty when that was secret and is forgotten.
    body: String,
    /// Whether it holds something secret.
    is_secret: bool,
    /// Why it was not taken.
    last_error: Option<String>,
}

impl From<MessageRecord> for MessageSummary {
    fn from(record: MessageRecord) -> Self {
        Self {
            id: record.id.as_uuid(),
            channel: record.channel.name(),
            recipient: record.recipient,
            subject: record.subject,
            state: record.state.name(),
            created_at: record.created_at,
        }
    }
}

impl From<MessageRecord> for Message {
    fn from(record: MessageRecord) -> Self {
        Self {
            locale: record.locale.tag(),
            body: record.body.clone(),
            is_secret: record.is_secret,
            last_error: record.last_error.clone(),
            summary: record.into(),
        }
    }
}
