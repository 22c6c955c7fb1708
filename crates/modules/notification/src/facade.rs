//! The façade: writing messages, and reading the outbox.

use std::fmt;
use std::sync::Arc;

use cholon_database::{Database, Tx};
use cholon_kernel::{Clock, Locale};

use crate::deliver::Deliver;
use crate::error::NotificationError;
use crate::model::{Channel, MessageRecord, MessageState};
use crate::sender::{OutboxOnly, Sender};
use crate::store::{self, Wanted};

cholon_kernel::typed_id!(
    /// A message.
    MessageId
);

/// Messages that one page of the outbox shows at most.
pub const OUTBOX_PAGE_MAX: u32 = 100;

/// A message to be written.
#[derive(Clone)]
pub struct NewMessage {
    /// How it travels.
    pub channel: Channel,
    /// The address or number it goes to.
    pub recipient: String,
    /// Its language.
    pub locale: Locale,
    /// The line above it.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// Whether a code or link in it opens something.
    pub is_secret: bool,
}

impl fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewMessage").field("channel", &self.channel).finish_non_exhaustive()
    }
}

/// Messages of the shop. Cheap to clone.
#[derive(Clone)]
pub struct Notifications {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) email: Arc<dyn Sender>,
    pub(crate) sms: Arc<dyn Sender>,
}

impl fmt::Debug for Notifications {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notifications").field("database", &self.database).finish_non_exhaustive()
    }
}

impl Notifications {
    /// Messages in `database`; e-mail is carried by `email`, or stays in the outbox without.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>, email: Option<Arc<dyn Sender>>) -> Self {
        Self { database, clock, email: email.unwrap_or_else(|| Arc::new(OutboxOnly)), sms: Arc::new(OutboxOnly) }
    }

    /// Writes a message within `tx`: it goes out when, and only when, the transaction commits.
    pub async fn send(&self, tx: &mut Tx, new: NewMessage) -> Result<MessageId, NotificationError> {
        let record = MessageRecord {
            id: MessageId::new(&*self.clock),
            channel: new.channel,
            recipient: new.recipient,
            locale: new.locale,
            subject: new.subject,
            body: new.body,
            is_secret: new.is_secret,
            state: MessageState::Waiting,
            last_error: None,
            created_at: self.clock.now(),
        };
        store::insert(tx, &record).await?;
        cholon_jobs::enqueue(tx, &*self.clock, &Deliver { id: record.id }).await?;
        Ok(record.id)
    }

    /// Messages before one, newest first, at most [`OUTBOX_PAGE_MAX`].
    pub async fn outbox(&self, before: Option<MessageId>, limit: u32) -> Result<Vec<MessageRecord>, NotificationError> {
        self.outbox_in(None, before, limit).await
    }

    /// The same, of those that stand so.
    pub async fn outbox_in(
        &self,
        state: Option<MessageState>,
        before: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<MessageRecord>, NotificationError> {
        let limit = i64::from(limit.min(OUTBOX_PAGE_MAX));
        store::list(&mut *self.database.read().await?, &Wanted { only: None, state, before }, limit).await
    }

    /// How many messages wait to be sent.
    pub async fn waiting(&self) -> Result<i64, NotificationError> {
        store::waiting(&mut *self.database.read().await?).await
    }

    /// A message.
    pub async fn find(&self, id: MessageId) -> Result<Option<MessageRecord>, NotificationError> {
        Ok(store::list(&mut *self.database.read().await?, &Wanted { only: Some(id), ..Wanted::default() }, 1)
            .await?
            .pop())
    }

    /// Forgets every message to a recipient, within the transaction that erases the person.
    pub async fn erase(&self, tx: &mut Tx, recipient: &str) -> Result<(), NotificationError> {
        store::erase(tx, recipient).await
    }
}
