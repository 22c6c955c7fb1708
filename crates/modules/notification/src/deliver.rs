//! Delivering messages: tried until they leave, are refused, or come too late.

use cholon_jobs::{Job, JobFailure, Run, ScheduleError, Worker};
use cholon_telemetry::mask;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::error::NotificationError;
use crate::facade::{MessageId, Notifications};
use crate::forget::without_secret;
use crate::model::{Channel, MessageRecord, MessageState};
use crate::sender::{Outgoing, SendError, SenderState};
use crate::store::{self, Outcome};

/// How often a message is tried at most. The wait between two attempts doubles from a second to an hour, so that this is
/// more than [`TRIED_MAX`] allows.
const ATTEMPTS_MAX: u16 = 40;
/// How long a message is tried before it is given up.
const TRIED_MAX: SignedDuration = SignedDuration::from_hours(24);
/// How long a message with a code or link is tried: whoever waits for it has asked for another by then.
const SECRET_TRIED_MAX: SignedDuration = SignedDuration::from_mins(10);
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
        let is_over = is_over(&message, self.clock.now());
        let is_last = is_over || run.attempt >= ATTEMPTS_MAX;
        let subject = message.is_secret.then(|| without_secret(&message.subject));
        let carried = if is_over && message.is_secret { Err(too_late(&message)) } else { self.carry(message).await };
        let (state, error) = verdict(carried, is_last);
        let forgotten_as = subject.as_deref().filter(|_| state == MessageState::Sent);
        let outcome = Outcome { state, error: error.as_deref(), forgotten_as, at: self.clock.now() };
        self.settle(id, &outcome).await.map_err(JobFailure::retry)?;
        match (state, error) {
            (MessageState::Waiting, Some(error)) => Err(JobFailure::retry(error)),
            (_, Some(error)) => {
                tracing::warn!(message.id = %id, error, "a message was given up");
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Hands a message to who carries it.
    async fn carry(&self, message: MessageRecord) -> Result<SenderState, SendError> {
        let sender = match message.channel {
            Channel::Email => &self.email,
            Channel::Sms => &self.sms,
        };
        let outgoing = Outgoing {
            id: message.id.to_string(),
            recipient: message.recipient,
            locale: message.locale,
            subject: message.subject,
            body: message.body,
        };
        sender.send(&outgoing).await
    }

    async fn settle(&self, id: MessageId, outcome: &Outcome<'_>) -> Result<(), NotificationError> {
        metrics::counter!("notification_messages_total", "state" => outcome.state.name()).increment(1);
        store::settle(&mut *self.database.read().await?, id.as_uuid(), outcome).await
    }
}

/// Where a message stands after it was carried, and why it was not taken.
fn verdict(carried: Result<SenderState, SendError>, is_last: bool) -> (MessageState, Option<String>) {
    // Servers like to repeat the address they refuse.
    let masked = |error: String| Some(mask(&error).into_owned());
    match carried {
        Ok(SenderState::Sent) => (MessageState::Sent, None),
        Ok(SenderState::Kept) => (MessageState::Kept, None),
        Err(SendError::Later(error)) if !is_last => (MessageState::Waiting, masked(error)),
        Err(SendError::Later(error) | SendError::Never(error)) => (MessageState::Failed, masked(error)),
    }
}

/// The end of a message whose secret nobody waits for any more.
fn too_late(message: &MessageRecord) -> SendError {
    let last = message.last_error.as_deref().unwrap_or("it was not tried in time");
    SendError::Never(format!("too late for what it says: {last}"))
}

/// Whether a message has been tried as long as it may be.
fn is_over(message: &MessageRecord, now: Timestamp) -> bool {
    let tried_max = if message.is_secret { SECRET_TRIED_MAX } else { TRIED_MAX };
    now.duration_since(message.created_at) >= tried_max
}
