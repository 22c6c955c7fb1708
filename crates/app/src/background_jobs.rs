//! The jobs of this binary: what is done by the clock, once across all processes on the same database.

use std::sync::Arc;

use anyhow::Context as _;
use cholon_database::Database;
use cholon_jobs::{Job, JobFailure, Worker};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::shop::Shop;

/// Jobs that one process runs at the same time.
const RUNS_MAX: usize = 4;
/// How long events are kept: a year and a month, so that the same season can be compared.
const EVENTS_KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);
/// When the log is tended, in the shop's time zone: hours before a month ends, and while few people order.
const TEND_EVENTS_AT: &str = "30 3 * * *";

/// Makes the next months of the event log and drops the oldest.
#[derive(Debug, Serialize, Deserialize)]
struct TendEvents {}

impl Job for TendEvents {
    const KIND: &'static str = "events.tend-log";
}

/// The worker of this process. The months at hand are prepared at once: a shop that was off for weeks needs them before
/// its next schedule comes. Lines of the audit log go when they are older than `audit_kept`.
pub(crate) async fn worker(shop: &Shop, audit_kept: SignedDuration) -> anyhow::Result<Worker> {
    let (database, clock) = (shop.database.clone(), Arc::clone(&shop.clock));
    cholon_events::prepare_months(&database, clock.now()).await.context("the event log cannot be prepared")?;
    let worker = Worker::new(database.clone(), Arc::clone(&clock), RUNS_MAX);
    let worker = worker.on(move |_: TendEvents, _| {
        let (database, clock) = (database.clone(), Arc::clone(&clock));
        async move { tend_events(&database, clock.now()).await }
    });
    let worker = worker.schedule("events.tend-log", TEND_EVENTS_AT, &TendEvents {})?;
    let worker = shop.shopping.notifications.handlers(worker)?;
    let worker = shop.shopping.identity.handlers(worker, audit_kept)?;
    Ok(shop.shopping.carts.handlers(worker)?)
}

async fn tend_events(database: &Database, now: Timestamp) -> Result<(), JobFailure> {
    cholon_events::prepare_months(database, now).await.map_err(JobFailure::retry)?;
    let dropped = cholon_events::drop_months_before(database, now - EVENTS_KEPT).await.map_err(JobFailure::retry)?;
    if dropped > 0 {
        tracing::info!(months = dropped, "old months of the event log were dropped");
    }
    Ok(())
}
