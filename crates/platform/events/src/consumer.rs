//! Named consumers: one process at a time, position and effect in one transaction, retries, dead letters.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use cholon_database::{Database, Tx};
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{Clock, EventEnvelope};
use tokio_util::sync::CancellationToken;

use crate::error::EventError;
use crate::log::EventLog;
use crate::store::{self, Standing};

/// Tries before an event becomes a dead letter.
pub const ATTEMPTS_MAX: i32 = 8;
/// Events that are handled in one transaction at most.
const BATCH_MAX: u32 = 100;
/// Wait after the first failure; it doubles with each further one.
const BACKOFF_FIRST_MS: i64 = 200;
/// The longest wait between two tries.
const BACKOFF_MAX_MS: i64 = 60_000;
/// Characters of an error that are kept.
const ERROR_LENGTH_MAX: usize = 2_000;

/// Why a consumer could not handle an event; it will be tried again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConsumerError(pub String);

/// Somebody who acts on events.
///
/// `handle` is called at least once for each event; what it writes into `tx` happens exactly once, because the position
/// moves in the same transaction. Anything else it does has to be idempotent by [`EventEnvelope::id`].
#[async_trait]
pub trait Consumer: Send + Sync {
    /// The stable name that the position is kept under.
    fn name(&self) -> &'static str;

    /// The kinds of events it wants; others are passed over.
    fn kinds(&self) -> &'static [&'static str];

    /// Acts on one event.
    async fn handle(&self, tx: &mut Tx, event: &EventEnvelope) -> Result<(), ConsumerError>;
}

/// What one round of work did.
#[derive(Debug, PartialEq, Eq)]
enum Round {
    /// Nothing is new, somebody else works, or a retry is not due.
    Idle,
    /// Events were handled; there may be more.
    Progress,
}

/// Runs `consumer` until `stop`. Any number of processes may call this for the same name; one of them works at a time.
pub async fn run_consumer(
    database: Database,
    log: EventLog,
    consumer: Arc<dyn Consumer>,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
) {
    let mut wakeups = log.wakeups();
    let worker = Worker { database, consumer, clock };
    while !stop.is_cancelled() {
        match worker.round().await {
            Ok(Round::Progress) => continue,
            Ok(Round::Idle) => {}
            Err(error) => tracing::warn!(consumer = worker.consumer.name(), error = %error, "consumer cannot work"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            changed = wakeups.changed() => if changed.is_err() { return },
        }
    }
}

/// Hands a dead letter to `consumer` once more; `false` when there is no such letter. A failure keeps the letter.
pub async fn replay(database: &Database, consumer: &dyn Consumer, letter: i64) -> Result<bool, EventError> {
    let mut tx = database.begin().await?;
    let Some(event) = store::exhume(&mut tx, consumer.name(), letter).await? else { return Ok(false) };
    match consumer.handle(&mut tx, &event).await {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            tracing::warn!(consumer = consumer.name(), error = %error, "dead letter failed again");
            return Ok(false);
        }
    }
    Ok(true)
}

struct Worker {
    database: Database,
    consumer: Arc<dyn Consumer>,
    clock: Arc<dyn Clock>,
}

impl Worker {
    async fn round(&self) -> Result<Round, EventError> {
        let name = self.consumer.name();
        let mut tx = self.database.begin().await?;
        let Some(standing) = self.take(&mut tx).await? else { return Ok(Round::Idle) };
        // After a failure the events go one by one, so that the good ones before the bad one are not repeated with it.
        let limit = if standing.attempts > 0 { 1 } else { BATCH_MAX };
        let events = store::read_after(&mut tx, standing.position, limit).await?;
        metrics::gauge!("cholon_consumer_pending", "consumer" => name)
            .set(f64::from(u32::try_from(events.len()).unwrap_or(u32::MAX)));
        let Some(last) = events.last() else { return Ok(Round::Idle) };
        for event in events.iter().filter(|event| self.consumer.kinds().contains(&event.kind.as_str())) {
            if let Err(error) = self.consumer.handle(&mut tx, event).await {
                tx.rollback().await?;
                return self.fail(&standing, &events, event, &error).await;
            }
        }
        store::advance(&mut tx, name, last.position).await?;
        tx.commit().await?;
        metrics::counter!("cholon_consumer_events_total", "consumer" => name).increment(events.len() as u64);
        Ok(Round::Progress)
    }

    async fn take(&self, tx: &mut Tx) -> Result<Option<Standing>, EventError> {
        let name = self.consumer.name();
        store::register(tx, name).await?;
        Ok(store::take(tx, name, self.clock.now()).await?.filter(|standing| standing.may_run))
    }

    /// Writes the failure down in a transaction of its own: postponed, or buried after the last try.
    async fn fail(
        &self,
        standing: &Standing,
        batch: &[EventEnvelope],
        event: &EventEnvelope,
        error: &ConsumerError,
    ) -> Result<Round, EventError> {
        let name = self.consumer.name();
        let text: String = error.0.chars().take(ERROR_LENGTH_MAX).collect();
        let now = self.clock.now();
        let mut tx = self.database.begin().await?;
        let Some(current) = store::take(&mut tx, name, now).await? else { return Ok(Round::Idle) };
        if current.position != standing.position {
            return Ok(Round::Idle);
        }
        let alone = batch.len() == 1;
        if alone && standing.attempts + 1 >= ATTEMPTS_MAX {
            tracing::error!(consumer = name, event.id = %event.id, error = %text, "event became a dead letter");
            metrics::counter!("cholon_dead_letters_total", "consumer" => name).increment(1);
            store::bury(&mut tx, name, event, &text, now).await?;
            store::advance(&mut tx, name, event.position).await?;
        } else {
            store::postpone(&mut tx, name, later(now, standing.attempts), &text).await?;
        }
        tx.commit().await?;
        Ok(if alone { Round::Idle } else { Round::Progress })
    }
}

/// When to try again: doubling waits with up to a quarter of jitter, so that many consumers do not come back at once.
fn later(now: Timestamp, attempts: i32) -> Timestamp {
    let doubled = BACKOFF_FIRST_MS << attempts.clamp(0, 16);
    let wait = doubled.min(BACKOFF_MAX_MS);
    let jitter = now.as_nanosecond().rem_euclid(i128::from(wait / 4).max(1));
    let total = wait + i64::try_from(jitter).unwrap_or(0);
    now.checked_add(Duration::from_millis(total.unsigned_abs())).unwrap_or(now)
}
