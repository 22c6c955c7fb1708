//! What happens to carts by the clock, and when their owner goes.

use cholon_cart::events::CartWaiting;
use cholon_events::EventLog;
use cholon_kernel::{EventEnvelope, EventPosition};

use crate::support::{add, customer, guest, owner, shop};

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn a_cart_lives_thirty_days_after_the_last_touch() {
    let shop = shop().await;
    let (_, guest) = guest();
    for owner in [&guest, &owner(1)] {
        shop.carts.change(owner, "web", add(0, 1), None).await.unwrap();
    }
    shop.clock.advance_ms(20 * 24 * HOUR);
    shop.carts.change(&owner(1), "web", add(0, 1), None).await.unwrap();
    shop.clock.advance_ms(11 * 24 * HOUR);
    assert_eq!(shop.carts.remove_old().await.unwrap(), 1);
    assert_eq!(shop.carts.read(&guest).await.unwrap().version, 0, "there is none");
    assert_eq!(shop.carts.read(&owner(1)).await.unwrap().lines[0].wanted, 2);
}

#[tokio::test]
async fn a_waiting_cart_is_told_of_once_after_an_hour_and_once_after_a_day() {
    let shop = shop().await;
    let (_, guest) = guest();
    shop.carts.change(&owner(1), "web", add(0, 1), None).await.unwrap();
    shop.carts.change(&guest, "web", add(0, 1), None).await.unwrap();
    let mut found = Vec::new();
    for _ in 0..30 {
        found.push(shop.carts.find_waiting().await.unwrap());
        shop.clock.advance_ms(HOUR + 1000);
    }
    assert_eq!(found.iter().sum::<usize>(), 2, "{found:?}");
    assert_eq!((found[0], found[1], found[24]), (0, 1, 1), "{found:?}");
    let log = EventLog::new(shop.test.database().clone());
    // Events show once every older transaction on the server has ended, also those of other tests.
    let told = async {
        loop {
            let events = log.read_after(EventPosition::START, 10).await.unwrap();
            let stages = events.iter().filter_map(EventEnvelope::read::<CartWaiting>).map(|one| one.unwrap().stage);
            if stages.eq([1, 2]) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), told).await.expect("both stages are told of");
    shop.carts.change(&owner(1), "web", add(0, 1), None).await.unwrap();
    shop.clock.advance_ms(HOUR + 1000);
    assert_eq!(shop.carts.find_waiting().await.unwrap(), 1, "a touched cart waits anew");
}

#[tokio::test]
async fn an_erased_customer_has_no_cart() {
    let shop = shop().await;
    shop.carts.change(&owner(1), "web", add(0, 2), None).await.unwrap();
    let data = shop.carts.personal_data(customer(1)).await.unwrap();
    assert_eq!(data["lines"][0]["quantity"], 2);
    let mut tx = shop.test.database().begin().await.unwrap();
    shop.carts.erase(&mut tx, customer(1)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(shop.carts.read(&owner(1)).await.unwrap().version, 0, "there is none");
}

#[tokio::test]
async fn figures_tell_what_became_of_carts_by_day_and_channel() {
    let shop = shop().await;
    let (_, guest) = guest();
    shop.carts.change(&guest, "web", add(0, 1), None).await.unwrap();
    for number in 1..=4 {
        shop.carts.change(&owner(number), "api", add(0, 1), None).await.unwrap();
    }
    shop.clock.advance_ms(HOUR + 1000);
    shop.carts.find_waiting().await.unwrap();
    shop.carts.change(&owner(1), "api", add(0, 1), None).await.unwrap();
    shop.clock.advance_ms(31 * 24 * HOUR);
    shop.carts.remove_old().await.unwrap();
    // The clock of the shop began at ten in the morning of the twenty-first, by the clocks of Viet Nam.
    let day = jiff::civil::date(2026, 11, 21);
    let days = shop.carts.figures(day, day).await.unwrap();
    let told: Vec<_> = days.iter().map(|day| (day.channel.as_str(), day.started, day.left, day.recovered)).collect();
    assert_eq!(told, [("api", 4, 4, 1), ("web", 1, 1, 0)]);
    let shares: Vec<_> = days.iter().map(cholon_cart::DayOfCarts::abandonment_basis_points).collect();
    assert_eq!(shares, [Some(7_500), Some(10_000)]);
    assert_eq!(days.iter().map(|day| day.abandoned).sum::<i64>(), 5);
    let before = day.yesterday().unwrap();
    assert!(shop.carts.figures(before, before).await.unwrap().is_empty());
}
