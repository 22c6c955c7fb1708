//! Delivering messages, and forgetting them in time.

use cholon_jobs::{Job, JobFailure, Run, ScheduleError, Worker};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::error::NotificationError;
use crate::facade::{MessageId, Notifications};
use crate::sender::{Outgoing, SendError, SenderState};
use crate::store::{self, Channel, MessageState};

/// How long a message is tried before it is given up.
const ATTEMPTS_MAX: u16 = 8;
/// How long a secret stays readable in a message that nothing sends.
const SECRETS_KEPT: SignedDuration = SignedDuration::from_hours(1);
/// How long messages are kept.
const MESSAGES_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// When the outbox is tidied.
const TIDY_AT: &str = "*/10 * * * *";

/// Delivers one message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Deliver {
    pub(crate) id: MessageId,
}

impl Job for Deliver {
    const KIND: &'static str = "notification.deliver";
    const ATTEMPTS_MAX: u16 = ATTEMPTS_MAX;
}

/// Forgets what has been kept long enough.
#[derive(Debug, Serialize, Deserialize)]
struct TidyOutbox {}

impl Job for TidyOutbox {
    const KIND: &'static str = "notification.tidy";
}

impl Notifications {
    /// The worker with what messages need done.
    pub fn handlers(&self, worker: Worker) -> Result<Worker, ScheduleError> {
        let (delivering, tidying) = (self.clone(), self.clone());
        let worker = worker.on(move |job: Deliver, run| {
            let notifications = delivering.clone();
            async move { notifications.deliver(job.id, run).await }
        });
        let worker = worker.on(move |_: TidyOutbox, _| {
            let notifications = tidying.clone();
            async move { notifications.forget_old().await.map_err(JobFailure::retry) }
        });
        worker.schedule("notification.tidy", TIDY_AT, &TidyOutbox {})
    }

    async fn deliver(&self, id: MessageId, run: Run) -> Result<(), JobFailure> {
        let message = self.find(id).await.map_err(JobFailure::retry)?;
        // Erased with its recipient, or delivered by a run whose end was not noted.
        let Some(message) = message.filter(|message| message.state == MessageState::Waiting) else { return Ok(()) };
        let sender = match message.channel {
            Channel::Email => &self.email,
            Channel::Sms => &self.sms,
        };
        let outgoing =
            Outgoing { id: id.to_string(), recipient: message.recipient, subject: message.subject, body: message.body };
        let (state, error) = match sender.send(&outgoing).await {
            Ok(SenderState::Sent) => (MessageState::Sent, None),
            Ok(SenderState::Kept) => (MessageState::Kept, None),
            Err(SendError::Later(error)) if run.attempt < ATTEMPTS_MAX => (MessageState::Waiting, Some(error)),
            Err(SendError::Later(error) | SendError::Never(error)) => (MessageState::Failed, Some(error)),
        };
        self.settle(id, state, error.as_deref()).await.map_err(JobFailure::retry)?;
        match error {
            Some(error) if state == MessageState::Waiting => Err(JobFailure::retry(error)),
            _ => Ok(()),
        }
    }

    async fn settle(&self, id: MessageId, state: MessageState, error: Option<&str>) -> Result<(), NotificationError> {
        metrics::counter!("notification_messages_total", "state" => state.name()).increment(1);
        let mut connection = self.database.read().await?;
        store::settle(&mut connection, id.as_uuid(), state, error, self.clock.now()).await
    }

    /// Forgets secrets after an hour and messages after ninety days.
    pub async fn forget_old(&self) -> Result<(), NotificationError> {
        let now = self.clock.now();
        let mut connection = self.database.read().await?;
        store::forget_old(&mut connection, now - SECRETS_KEPT, now - MESSAGES_KEPT).await
    }
}
