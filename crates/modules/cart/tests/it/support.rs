//! Carts over a database of their own.

use std::sync::Arc;

use cholon_cart::{Carts, Change, DeviceId, FormChange, GuestToken, Numbered, Operation, Owner, SyncRequest};
use cholon_kernel::{AccountId, ManualClock, VariantId};
use cholon_testkit::TestDatabase;
use uuid::Uuid;

pub(crate) struct Shop {
    pub(crate) test: TestDatabase,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) carts: Carts,
}

pub(crate) async fn shop() -> Shop {
    let test = cholon_testkit::database().await;
    let clock = Arc::new(ManualClock::at("2026-11-21T03:00:00Z"));
    let carts = Carts::new(test.database().clone(), Arc::clone(&clock) as _);
    Shop { test, clock, carts }
}

impl Shop {
    /// Carts of one more process on the same database.
    pub(crate) fn process(&self) -> Carts {
        Carts::new(self.test.database().clone(), Arc::clone(&self.clock) as _)
    }

    pub(crate) fn now_ms(&self) -> i64 {
        cholon_kernel::Clock::now(&*self.clock).as_millisecond()
    }
}

pub(crate) fn customer(number: u128) -> AccountId {
    Uuid::from_u128(number).into()
}

pub(crate) fn owner(number: u128) -> Owner {
    Owner::Customer(customer(number))
}

pub(crate) fn guest() -> (GuestToken, Owner) {
    let token = GuestToken::random();
    (token.clone(), Owner::Guest(token))
}

pub(crate) fn variant(number: u128) -> VariantId {
    Uuid::from_u128(1_000 + number).into()
}

pub(crate) fn add(line: u128, pieces: u32) -> FormChange {
    FormChange::Add { variant: variant(line), pieces, price: Some(50_000) }
}

/// The operations of a device that adds one piece after the other.
pub(crate) fn additions(device: u128, from: u64, count: u64, at_ms: i64) -> SyncRequest {
    let device: DeviceId = Uuid::from_u128(device).into();
    let operations = (from..from + count).map(|number| Numbered {
        device,
        number,
        at_ms,
        operation: Operation { variant: variant(0), change: Change::Add { pieces: 1, price: None } },
    });
    SyncRequest { channel: "api", operations: operations.collect() }
}
