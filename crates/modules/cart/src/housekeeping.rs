//! What is done to carts by the clock: removing those that nobody touched for thirty days, finding those that wait for
//! their owners, and what a person may take along or have erased.

use cholon_database::Tx;
use cholon_events::publish;
use cholon_jobs::{Job, JobFailure, ScheduleError, Worker};
use cholon_kernel::AccountId;
use jiff::{SignedDuration, ToSpan as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::error::CartError;
use crate::events::CartWaiting;
use crate::facade::{Carts, Key, Owner};
use crate::{store, store_clock};

/// How long a cart lives after its last touch, in days.
pub const CARTS_KEPT: i64 = 30;
/// Carts that one statement removes or marks at most.
const STEP_MAX: i64 = 1_000;
/// Steps of one run at most; what is left waits for the next.
const STEPS_MAX: usize = 1_000;
/// How long a cart waits before its owner is reminded, the last stage first: a cart that waited for a day while nothing
/// looked for it is told of once and not twice.
const STAGES: [(u8, SignedDuration); 2] = [(2, SignedDuration::from_hours(24)), (1, SignedDuration::from_hours(1))];
/// When: every five minutes.
const TEND_AT: &str = "*/5 * * * *";

/// Removes old carts and finds waiting ones.
#[derive(Debug, Serialize, Deserialize)]
struct TendCarts {}

impl Job for TendCarts {
    const KIND: &'static str = "cart.tend";
}

impl Carts {
    /// The worker with what carts do by the clock.
    pub fn handlers(&self, worker: Worker) -> Result<Worker, ScheduleError> {
        let carts = self.clone();
        let worker = worker.on(move |_: TendCarts, _| {
            let carts = carts.clone();
            async move {
                carts.remove_old().await.map_err(JobFailure::retry)?;
                carts.find_waiting().await.map(drop).map_err(JobFailure::retry)
            }
        });
        worker.schedule("cart.tend", TEND_AT, &TendCarts {})
    }

    /// Removes carts that nobody touched for thirty days. Answers how many.
    pub async fn remove_old(&self) -> Result<u64, CartError> {
        let before = self.today().checked_sub(CARTS_KEPT.days()).unwrap_or(jiff::civil::Date::MIN);
        let mut removed = 0;
        for _ in 0..STEPS_MAX {
            let mut connection = self.inner.database.read().await?;
            let step = store_clock::remove_untouched(&mut connection, before, STEP_MAX).await?;
            removed += step;
            if step < STEP_MAX.unsigned_abs() {
                break;
            }
        }
        Ok(removed)
    }

    /// Finds carts that have waited for an hour or a day, counts them, and publishes those of customers once a stage.
    /// Answers how many it published.
    pub async fn find_waiting(&self) -> Result<usize, CartError> {
        let now = self.clock().now();
        let mut found = 0;
        for (stage, wait) in STAGES {
            let since = self.today().checked_sub((i64::from(stage) * 2).days()).unwrap_or(jiff::civil::Date::MIN);
            for _ in 0..STEPS_MAX {
                let mut tx = self.inner.database.begin().await?;
                let waiting = store_clock::mark_waiting(&mut tx, i16::from(stage), since, now - wait, STEP_MAX).await?;
                for cart in &waiting {
                    let Some(account_id) = cart.customer else { continue };
                    let event = CartWaiting { cart_id: cart.id, account_id, lines: cart.lines, stage };
                    publish(&mut tx, self.clock(), &event).await?;
                    found += 1;
                }
                tx.commit().await?;
                if i64::try_from(waiting.len()).unwrap_or(0) < STEP_MAX {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// What a customer's cart holds, for their export.
    pub async fn personal_data(&self, customer: AccountId) -> Result<Value, CartError> {
        let cart = self.read(&Owner::Customer(customer)).await?;
        let lines = cart.lines.iter().map(|line| {
            json!({ "variant": line.variant, "quantity": line.wanted, "note": line.note, "savedForLater": line.is_saved })
        });
        Ok(json!({ "lines": lines.collect::<Vec<_>>() }))
    }

    /// Removes a customer's cart, within the transaction that erases the person.
    pub async fn erase(&self, tx: &mut Tx, customer: AccountId) -> Result<(), CartError> {
        if let Some(row) = store::find(tx, &Key::Customer(customer)).await? {
            store::remove(tx, row.id).await?;
        }
        Ok(())
    }

    fn today(&self) -> jiff::civil::Date {
        self.clock().now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7))).date()
    }
}
