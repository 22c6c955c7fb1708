//! What somebody else changes between a batch's reading and its writing is neither lost nor written over.

use std::time::Duration;

use cholon_cart::{Carts, Owner, Synced};
use cholon_database::{Database, Tx};
use tokio::task::JoinHandle;

use crate::support::{Shop, add, additions, customer, owner, shop};

/// Longer than any wait here should take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A change that has read the cart of customer 1 and waits for `blocker` to let it write.
async fn waiting_change(shop: &Shop, statement: &'static str) -> (Tx, JoinHandle<Synced>) {
    shop.carts.change(&owner(1), "web", add(0, 2), None).await.expect("a cart");
    let mut blocker = shop.test.database().begin().await.expect("a transaction");
    sqlx::query(statement).execute(&mut *blocker).await.expect("a change by somebody else");
    let change = begin(&shop.carts, owner(1));
    until_somebody_waits(&shop.test.database()).await;
    (blocker, change)
}

fn begin(carts: &Carts, owner: Owner) -> JoinHandle<Synced> {
    let carts = carts.clone();
    tokio::spawn(async move { carts.change(&owner, "web", add(0, 3), None).await.expect("a change") })
}

/// Waits until a statement of this database waits for a row.
async fn until_somebody_waits(database: &Database) {
    let waits = async {
        let question = "SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%cart.carts%'";
        loop {
            let mut connection = database.read().await.expect("a connection");
            let count = sqlx::query_scalar(question).fetch_one(&mut *connection).await;
            if count.is_ok_and(|count: i64| count > 0) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waits).await.expect("the change reaches its statement");
}

#[tokio::test]
async fn a_version_that_grew_meanwhile_is_merged_anew() {
    let shop = shop().await;
    let (blocker, change) = waiting_change(&shop, "UPDATE cart.carts SET version = version + 5").await;
    blocker.commit().await.unwrap();
    assert_eq!(change.await.unwrap().cart.version, 7);
    let cart = shop.carts.read(&owner(1)).await.unwrap();
    assert_eq!((cart.version, cart.lines[0].wanted), (7, 5));
}

#[tokio::test]
async fn a_state_that_changed_meanwhile_is_kept() {
    let shop = shop().await;
    let emptied = r#"UPDATE cart.carts SET version = version + 1, state = '{"l":{},"d":{}}'"#;
    let (blocker, change) = waiting_change(&shop, emptied).await;
    blocker.commit().await.unwrap();
    assert_eq!(change.await.unwrap().cart.lines[0].wanted, 3, "what was read before is not written back");
}

#[tokio::test]
async fn a_cart_that_went_meanwhile_begins_anew() {
    let shop = shop().await;
    let (blocker, change) = waiting_change(&shop, "DELETE FROM cart.carts").await;
    blocker.commit().await.unwrap();
    let synced = change.await.unwrap();
    assert_eq!((synced.cart.version, synced.cart.lines[0].wanted), (1, 3));
    assert_eq!(shop.carts.read(&owner(1)).await.unwrap(), synced.cart);
}

#[tokio::test]
async fn an_owner_who_was_waited_for_meanwhile_counts_as_come_back_once() {
    let shop = shop().await;
    let (blocker, change) = waiting_change(&shop, "UPDATE cart.carts SET reminders = 1").await;
    blocker.commit().await.unwrap();
    change.await.unwrap();
    let recovered = "SELECT sum(recovered)::bigint FROM cart.days";
    let mut connection = shop.test.database().read().await.unwrap();
    let recovered: i64 = sqlx::query_scalar(recovered).fetch_one(&mut *connection).await.unwrap();
    assert_eq!(recovered, 1);
}

#[tokio::test]
async fn one_cart_that_cannot_be_read_any_more_fails_alone() {
    let shop = shop().await;
    shop.carts.change(&owner(2), "web", add(0, 1), None).await.unwrap();
    shop.carts.change(&owner(3), "web", add(0, 1), None).await.unwrap();
    // The first change holds the writer up, so that the others make one batch.
    let (first_blocker, first) = waiting_change(
        &shop,
        "UPDATE cart.carts SET version = version + 1
        WHERE customer_id = '00000000-0000-0000-0000-000000000001'",
    )
    .await;
    let sync = |number: u128| {
        let (carts, request) = (shop.carts.clone(), additions(number, 1, 1, shop.now_ms()));
        tokio::spawn(async move { carts.sync(&owner(number), request).await })
    };
    let (broken, sound) = (sync(2), sync(3));
    let mut second_blocker = shop.test.database().begin().await.unwrap();
    let newer = "UPDATE cart.carts SET version = version + 1, state = CASE customer_id
        WHEN $1 THEN '{\"l\":1}' ELSE state END WHERE customer_id IN ($1, $2)";
    let ids = (customer(2).as_uuid(), customer(3).as_uuid());
    sqlx::query(newer).bind(ids.0).bind(ids.1).execute(&mut *second_blocker).await.unwrap();
    first_blocker.commit().await.unwrap();
    first.await.unwrap();
    until_somebody_waits(&shop.test.database()).await;
    second_blocker.commit().await.unwrap();
    assert!(broken.await.unwrap().is_err());
    assert_eq!(sound.await.unwrap().unwrap().cart.lines[0].wanted, 2);
}
