//! What a message is: its channel, its state, and how the outbox shows it.

use cholon_kernel::Locale;
use cholon_kernel::clock::Timestamp;

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

    /// The state with a name; an unknown one still waits.
    #[must_use]
    pub fn named(name: &str) -> Self {
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
    /// Its language.
    pub locale: Locale,
    /// The line above it; words with a code or link in them are `***` once a secret is forgotten.
    pub subject: String,
    /// What it says; empty when that was secret and is forgotten.
    pub body: String,
    /// Whether it holds something secret.
    pub is_secret: bool,
    /// Where it stands.
    pub state: MessageState,
    /// Why it was not taken, without anybody's address.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for MessageRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MessageRecord").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}
