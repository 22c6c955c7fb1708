//! Named consumers: one process at a time, position and effect in one transaction, retries, dead letters.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use cholon_database::{Database, Tx};
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{Clock, EventEnvelope};
use futures_util::FutureExt as _;
use tokio_util::sync::CancellationToken;

use crate::error::EventError;
use crate::log::EventLog;
use crate::store::{self, Standing};

/// Tries before an event becomes a dead letter.
pub const ATTEMPTS_MAX: i32 = 8;
/// Events that are handled in one transaction at most.
const BATCH_MAX: u32 = 100;
/// How long a transaction goes on taking further events.
const BATCH_TIME_MAX: Duration = Duration::from_millis(100);
/// How long one event may take.
const HANDLE_TIMEOUT: Duration = Duration::from_secs(30);
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
    let mut worker = Worker { database, consumer, clock, batch_max: BATCH_MAX };
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
    /// Events to take next; fewer after a failure, so that the good ones before the bad one are settled first.
    batch_max: u32,
}

impl Worker {
    async fn round(&mut self) -> Result<Round, EventError> {
        let name = self.consumer.name();
        let mut tx = self.database.begin().await?;
        if !store::lock(&mut tx, name).await? {
            return Ok(Round::Idle);
        }
        let now = self.clock.now();
        let Some(standing) = store::standing(&mut tx, name, now).await? else {
            store::register(&mut tx, name).await?;
            tx.commit().await?;
            return Ok(Round::Progress);
        };
        if !standing.may_run {
            return Ok(Round::Idle);
        }
        let events = store::read_after(&mut tx, standing.position, self.batch_max).await?;
        self.measure(&events, now);
        if events.is_empty() {
            return Ok(Round::Idle);
        }
        self.work(tx, &standing, &events).await
    }

    /// Handles `events` in `tx` and moves the position with them, as many as fit into a short transaction: as long as
    /// it writes, no reader sees what was committed after it began.
    async fn work(&mut self, mut tx: Tx, standing: &Standing, events: &[EventEnvelope]) -> Result<Round, EventError> {
        let started = Instant::now();
        let mut reached = standing.position;
        let mut count = 0;
        for event in events {
            if let Err(error) = self.handle(&mut tx, event).await {
                tx.rollback().await?;
                if count > 0 {
                    self.batch_max = count;
                    return Ok(Round::Progress);
                }
                return self.fail(standing, event, &error).await;
            }
            reached = event.position;
            count += 1;
            if started.elapsed() > BATCH_TIME_MAX {
                break;
            }
        }
        store::advance(&mut tx, self.consumer.name(), reached).await?;
        tx.commit().await?;
        self.batch_max = BATCH_MAX;
        metrics::counter!("cholon_consumer_events_total", "consumer" => self.consumer.name())
            .increment(u64::from(count));
        Ok(Round::Progress)
    }

    /// A panic and an endless handler are failures like any other.
    async fn handle(&self, tx: &mut Tx, event: &EventEnvelope) -> Result<(), ConsumerError> {
        if !self.consumer.kinds().contains(&event.kind.as_str()) {
            return Ok(());
        }
        let work = AssertUnwindSafe(self.consumer.handle(tx, event)).catch_unwind();
        match tokio::time::timeout(HANDLE_TIMEOUT, work).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_panic)) => Err(ConsumerError("the consumer panicked".to_owned())),
            Err(_elapsed) => Err(ConsumerError(format!("not handled within {} s", HANDLE_TIMEOUT.as_secs()))),
        }
    }

    fn measure(&self, events: &[EventEnvelope], now: Timestamp) {
        let name = self.consumer.name();
        let pending = u32::try_from(events.len()).unwrap_or(u32::MAX);
        metrics::gauge!("cholon_consumer_pending", "consumer" => name).set(f64::from(pending));
        let lag = events.first().map_or(0.0, |oldest| now.duration_since(oldest.occurred_at).as_secs_f64());
        metrics::gauge!("cholon_consumer_lag_seconds", "consumer" => name).set(lag.max(0.0));
    }

    /// Writes the failure down in a transaction of its own: postponed, or buried after the last try.
    async fn fail(
        &mut self,
        standing: &Standing,
        event: &EventEnvelope,
        error: &ConsumerError,
    ) -> Result<Round, EventError> {
        let name = self.consumer.name();
        let text: String = error.0.chars().take(ERROR_LENGTH_MAX).collect();
        let now = self.clock.now();
        let mut tx = self.database.begin().await?;
        if !store::lock(&mut tx, name).await? {
            return Ok(Round::Idle);
        }
        let current = store::standing(&mut tx, name, now).await?;
        if current.is_none_or(|current| current.position != standing.position) {
            return Ok(Round::Idle);
        }
        let give_up = standing.attempts + 1 >= ATTEMPTS_MAX;
        if give_up {
            tracing::error!(consumer = name, event.id = %event.id, error = %text, "event became a dead letter");
            metrics::counter!("cholon_dead_letters_total", "consumer" => name).increment(1);
            store::bury(&mut tx, name, event, &text, now).await?;
            store::advance(&mut tx, name, event.position).await?;
        } else {
            store::postpone(&mut tx, name, later(now, standing.attempts), &text).await?;
        }
        tx.commit().await?;
        Ok(if give_up { Round::Progress } else { Round::Idle })
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
