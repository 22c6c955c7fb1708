//! One round of load: many connections for a while, as fast as they can or at a fixed rate.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::connection::{Connection, Request};
use super::histogram::Histogram;

/// How long answers may take that are still under way when the round is over.
const LATE_ANSWERS: Duration = Duration::from_secs(10);
/// Connections that a client may lose in a row before it gives up.
const LOSSES_MAX: u32 = 20;
/// The timer wakes up to this late, so waiting ends earlier and the rest is waited awake.
const TIMER_STEP: Duration = Duration::from_millis(1);

/// When the next request is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pace {
    /// Closed loop: as soon as the answer to the one before is there.
    Closed,
    /// Open loop: this many a second in total, whether the server keeps up or not.
    PerSecond(u32),
}

/// What is sent.
#[derive(Clone)]
pub(crate) enum Requests {
    /// These, taken in turn; each connection starts at another one.
    Turns(Arc<[Request]>),
    /// One after the other, each made once from its number, counted over all connections and rounds.
    Made(Arc<dyn Fn(u64) -> Request + Send + Sync>, Arc<AtomicU64>),
}

impl std::fmt::Debug for Requests {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Requests")
    }
}

impl From<Vec<Request>> for Requests {
    fn from(list: Vec<Request>) -> Self {
        Self::Turns(Arc::from(list))
    }
}

impl Requests {
    /// Requests made by a function from their numbers, from 0.
    pub(crate) fn made(make: impl Fn(u64) -> Request + Send + Sync + 'static) -> Self {
        Self::Made(Arc::new(make), Arc::default())
    }

    /// The request of a connection after it has sent some others.
    fn next(&self, connection: u32, sent: u32) -> Cow<'_, Request> {
        match self {
            Self::Turns(list) => Cow::Borrowed(&list[(connection + sent) as usize % list.len()]),
            Self::Made(make, number) => Cow::Owned(make(number.fetch_add(1, Ordering::Relaxed))),
        }
    }
}

/// What is sent, by how many, for how long.
#[derive(Debug, Clone)]
pub(crate) struct Load {
    /// Port of this machine.
    pub(crate) port: u16,
    /// What is sent.
    pub(crate) requests: Requests,
    /// Connections at the same time.
    pub(crate) connections: u32,
    /// How long new requests are sent.
    pub(crate) duration: Duration,
    /// When they are sent.
    pub(crate) pace: Pace,
}

/// What a round saw.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// Latencies of answers with status 200. In open loop they count from the moment the request was meant to be
    /// sent: a server that stalls makes later requests wait, and leaving that out would flatter it.
    pub(crate) latencies: Histogram,
    /// Other answers, lost connections and answers that never came.
    pub(crate) errors: u64,
    /// Bytes of bodies received.
    pub(crate) body_bytes: usize,
    /// From the first request to the last answer.
    pub(crate) elapsed: Duration,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.latencies.merge(&other.latencies);
        self.errors += other.errors;
        self.body_bytes += other.body_bytes;
    }
}

/// Runs a round to its end.
pub(crate) async fn run(load: &Load) -> Tally {
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for number in 0..load.connections {
        clients.spawn(Client { load: load.clone(), number, start }.run());
    }
    let mut total = Tally::default();
    while let Some(ended) = clients.join_next().await {
        match ended {
            Ok(tally) => total.add(&tally),
            Err(_panic) => total.errors += 1,
        }
    }
    total.elapsed = start.elapsed();
    total
}

/// One connection's part of a round.
struct Client {
    load: Load,
    number: u32,
    start: Instant,
}

impl Client {
    async fn run(self) -> Tally {
        let mut tally = Tally::default();
        let end = self.start + self.load.duration + LATE_ANSWERS;
        if timeout_at(end, self.work(&mut tally)).await.is_err() {
            tally.errors += 1;
        }
        tally
    }

    async fn work(&self, tally: &mut Tally) {
        let mut sent = 0;
        let mut losses = 0;
        while losses < LOSSES_MAX {
            let Ok(mut connection) = Connection::open(self.load.port).await else {
                (losses, tally.errors) = (losses + 1, tally.errors + 1);
                continue;
            };
            let before = tally.latencies.count();
            match self.exchange(&mut connection, &mut sent, tally).await {
                Ok(()) => return,
                Err(_lost) => tally.errors += 1,
            }
            losses = if tally.latencies.count() > before { 1 } else { losses + 1 };
        }
    }

    /// Sends requests until the round is over or the connection is lost.
    async fn exchange(&self, connection: &mut Connection, sent: &mut u32, tally: &mut Tally) -> anyhow::Result<()> {
        let end = self.start + self.load.duration;
        loop {
            let meant = self.next_start(*sent);
            if meant >= end {
                return Ok(());
            }
            wait_until(meant).await;
            let request = self.load.requests.next(self.number, *sent);
            *sent += 1;
            let answer = connection.send(&request).await?;
            tally.body_bytes += answer.body_bytes;
            match answer.status {
                200 => tally.latencies.record(meant.elapsed()),
                _ => tally.errors += 1,
            }
        }
    }

    /// When the request after `sent` others is meant to be sent.
    fn next_start(&self, sent: u32) -> Instant {
        match self.load.pace {
            Pace::Closed => Instant::now(),
            Pace::PerSecond(rate) => {
                let turn = u64::from(sent) * u64::from(self.load.connections) + u64::from(self.number);
                self.start + Duration::from_nanos(turn * 1_000_000_000 / u64::from(rate.max(1)))
            }
        }
    }
}

async fn wait_until(moment: Instant) {
    if let Some(early) = moment.checked_sub(TIMER_STEP).filter(|early| *early > Instant::now()) {
        sleep_until(early).await;
    }
    while Instant::now() < moment {
        tokio::task::yield_now().await;
    }
}

#[cfg(test)]
#[path = "round_tests.rs"]
mod tests;
