//! Who carries messages away.

use std::fmt;

use async_trait::async_trait;
use cholon_kernel::Locale;

/// A message on its way.
#[derive(Clone)]
pub struct Outgoing {
    /// The message's id: the same each time it is tried.
    pub id: String,
    /// Where it goes.
    pub recipient: String,
    /// Its language.
    pub locale: Locale,
    /// The line above it.
    pub subject: String,
    /// What it says.
    pub body: String,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying later may go better.
    #[error("not taken now: {0}")]
    Later(String),
    /// It will never be taken.
    #[error("refused: {0}")]
    Never(String),
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SenderState {
    /// It left.
    Sent,
    /// Nothing sends it: it stays in the outbox for staff to read.
    Kept,
}

/// Carries messages away.
#[async_trait]
pub trait Sender: Send + Sync {
    /// Carries one away.
    async fn send(&self, message: &Outgoing) -> Result<SenderState, SendError>;
}

/// Sends nothing: messages stay in the outbox.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OutboxOnly;

#[async_trait]
impl Sender for OutboxOnly {
    async fn send(&self, _: &Outgoing) -> Result<SenderState, SendError> {
        Ok(SenderState::Kept)
    }
}
