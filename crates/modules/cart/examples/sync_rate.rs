//! How many changes of carts a second the façade writes durably (PERF-4), without HTTP around it.

use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use cholon_cart::{Carts, Change, DeviceId, Numbered, Operation, Owner, SyncRequest};
use cholon_database::Database;
use cholon_kernel::{Clock as _, SystemClock};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use uuid::Uuid;

const CARTS: u64 = 100_000;

fn request(cart: u64, from: u64, count: u64) -> (Owner, SyncRequest) {
    let device: DeviceId = Uuid::from_u128(u128::from(cart) << 32 | 7).into();
    let at_ms = SystemClock.now().as_millisecond();
    let operations = (from..from + count).map(|number| Numbered {
        device,
        number,
        at_ms,
        operation: Operation {
            variant: Uuid::from_u128(u128::from((cart + number % 3) % 10_000) << 64 | 5).into(),
            change: if number % 8 == 7 { Change::Remove } else { Change::Add { pieces: 1, price: Some(125_000) } },
        },
    });
    let owner = Owner::Customer(
        Uuid::from_u128(u128::from(cart).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)).into(),
    );
    (owner, SyncRequest { channel: "api", operations: operations.collect() })
}

async fn drive(carts: &Carts, tasks: u64, time: Duration, next: Arc<Vec<AtomicU64>>, fill: bool) {
    let begin = Instant::now();
    let work: Vec<_> = (0..tasks)
        .map(|task| {
            let (carts, next) = (carts.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                let mut took = Vec::new();
                let mut cart = task;
                while if fill { cart < CARTS } else { begin.elapsed() < time } {
                    let number = next[(cart % CARTS) as usize].fetch_add(if fill { 3 } else { 1 }, Ordering::Relaxed);
                    let (owner, request) = request(cart % CARTS, number, if fill { 3 } else { 1 });
                    let one = Instant::now();
                    carts.sync(&owner, request).await.unwrap();
                    took.push(one.elapsed());
                    cart += tasks;
                }
                took
            })
        })
        .collect();
    let mut all = Vec::new();
    for one in work {
        all.extend(one.await.unwrap());
    }
    let wall = begin.elapsed();
    all.sort_unstable();
    let at = |part: f64| all[((all.len() - 1) as f64 * part) as usize];
    println!(
        "{tasks:>4} tasks {:>7} requests {:>8.0}/s p50 {:?} p95 {:?} p99 {:?}",
        all.len(),
        all.len() as f64 / wall.as_secs_f64(),
        at(0.5),
        at(0.95),
        at(0.99)
    );
}

#[tokio::main]
async fn main() {
    let url = std::env::args().nth(1).unwrap();
    let options = PgConnectOptions::from_str(&url).unwrap().options([("plan_cache_mode", "force_generic_plan")]);
    let pool = PgPoolOptions::new().max_connections(10).connect_with(options).await.unwrap();
    sqlx::query("TRUNCATE cart.carts, cart.days").execute(&pool).await.unwrap();
    let carts = Carts::new(Database::from_pool(pool.clone()), Arc::new(SystemClock));
    let next: Arc<Vec<AtomicU64>> = Arc::new((0..CARTS).map(|_| AtomicU64::new(1)).collect());
    drive(&carts, 256, Duration::ZERO, Arc::clone(&next), true).await;
    sqlx::query("VACUUM ANALYZE cart.carts").execute(&pool).await.unwrap();
    for tasks in [64, 128, 256, 256] {
        drive(&carts, tasks, Duration::from_secs(10), Arc::clone(&next), false).await;
    }
    let row: (i64, i64, i64) = sqlx::query_as("SELECT n_tup_upd, n_tup_hot_upd, pg_total_relation_size('cart.carts') FROM pg_stat_user_tables WHERE relname = 'carts'").fetch_one(&pool).await.unwrap();
    println!("{row:?}");
}
