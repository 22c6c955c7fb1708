//! A change is heard of by who watches the cart, in any process.

use std::time::{Duration, Instant};

use cholon_cart::JoinRule;

use crate::support::{add, customer, guest, owner, shop};

#[tokio::test]
async fn another_process_hears_of_a_change_within_a_second() {
    let shop = shop().await;
    let other = shop.process();
    // The first cart is not there yet.
    shop.carts.change(&owner(2), "web", add(0, 1), None).await.unwrap();
    let (mut watching, mut elsewhere) = (other.changes().watch(&owner(1)), other.changes().watch(&owner(2)));
    // The first look is when the connection stands.
    watching.changed().await.unwrap();
    elsewhere.changed().await.unwrap();
    let begin = Instant::now();
    shop.carts.change(&owner(1), "web", add(0, 1), None).await.unwrap();
    tokio::time::timeout(Duration::from_secs(1), watching.changed()).await.expect("heard").unwrap();
    assert!(begin.elapsed() < Duration::from_secs(1));
    assert!(!elsewhere.has_changed().unwrap(), "others hear nothing");
    let (token, guest) = guest();
    shop.carts.change(&guest, "web", add(1, 1), None).await.unwrap();
    shop.carts.join(&token, customer(1), JoinRule::Sum).await.unwrap();
    tokio::time::timeout(Duration::from_secs(1), watching.changed()).await.expect("heard of joining").unwrap();
}

#[tokio::test]
async fn after_a_lost_connection_everybody_looks_again() {
    let shop = shop().await;
    shop.carts.change(&owner(1), "web", add(0, 1), None).await.unwrap();
    let mut watching = shop.carts.changes().watch(&owner(1));
    watching.changed().await.unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'LISTEN%cart_changed%'";
    sqlx::query(cut).execute(&mut *shop.test.database().read().await.unwrap()).await.unwrap();
    tokio::time::timeout(Duration::from_secs(5), watching.changed()).await.expect("looks again").unwrap();
    shop.carts.change(&owner(1), "web", add(0, 1), None).await.unwrap();
    tokio::time::timeout(Duration::from_secs(1), watching.changed()).await.expect("hears again").unwrap();
}
