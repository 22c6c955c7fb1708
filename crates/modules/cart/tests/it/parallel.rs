//! Many devices, repeats, races: nothing is lost and nothing counts twice.

use cholon_cart::{CartError, FormKey, JoinRule, Owner, Refusal};
use cholon_testkit::statements;

use crate::support::{add, additions, customer, guest, owner, shop, variant};

#[tokio::test]
async fn many_devices_in_two_processes_lose_nothing() {
    let shop = shop().await;
    let (other, now_ms) = (shop.process(), shop.now_ms());
    let devices = 1..=20_u128;
    let work = devices.map(|device| {
        let carts = if device % 2 == 0 { &shop.carts } else { &other };
        async move {
            for number in 1..=10 {
                let request = additions(device, number, 1, now_ms);
                // Each answer is lost once, so each request is sent twice.
                carts.sync(&owner(1), request.clone()).await.unwrap();
                assert_eq!(carts.sync(&owner(1), request).await.unwrap().repeated, 1);
            }
        }
    });
    futures_util::future::join_all(work).await;
    let cart = shop.carts.read(&owner(1)).await.unwrap();
    assert_eq!((cart.lines.len(), cart.lines[0].wanted, cart.version), (1, 200, 200));
}

#[tokio::test]
async fn a_gap_changes_nothing_and_says_what_is_missing() {
    let shop = shop().await;
    let now_ms = shop.now_ms();
    shop.carts.sync(&owner(1), additions(1, 1, 2, now_ms)).await.unwrap();
    let gap = shop.carts.sync(&owner(1), additions(1, 5, 2, now_ms)).await;
    assert!(matches!(gap, Err(CartError::Gap { expected: 3 })));
    assert_eq!(shop.carts.read(&owner(1)).await.unwrap().lines[0].wanted, 2);
    let whole = shop.carts.sync(&owner(1), additions(1, 1, 6, now_ms)).await.unwrap();
    assert_eq!((whole.cart.lines[0].wanted, whole.repeated), (6, 2));
}

#[tokio::test]
async fn a_guests_cart_joins_once_however_often_and_parallel_the_log_in_is_repeated() {
    let shop = shop().await;
    let (token, guest) = guest();
    shop.carts.change(&owner(1), "web", add(0, 2), None).await.unwrap();
    shop.carts.change(&guest, "web", add(0, 3), None).await.unwrap();
    shop.carts.change(&guest, "web", add(1, 1), None).await.unwrap();
    let joins = (0..20).map(|_| shop.carts.join(&token, customer(1), JoinRule::Sum));
    let joined = futures_util::future::join_all(joins).await;
    assert_eq!(joined.into_iter().filter(|one| one.as_ref().unwrap().1).count(), 1);
    let lines = shop.carts.read(&owner(1)).await.unwrap().lines;
    let quantities: Vec<_> = lines.iter().map(|line| (line.variant, line.wanted)).collect();
    assert_eq!(quantities, [(variant(0), 5), (variant(1), 1)]);
    assert!(shop.carts.read(&guest).await.unwrap().lines.is_empty());
    // Two browsers, one account: the second guest's cart is added too.
    let (second, other) = crate::support::guest();
    shop.carts.change(&other, "web", add(0, 1), None).await.unwrap();
    shop.carts.join(&second, customer(1), JoinRule::Sum).await.unwrap();
    assert_eq!(shop.carts.read(&owner(1)).await.unwrap().lines[0].wanted, 6);
}

#[tokio::test]
async fn carts_that_join_each_other_way_round_do_not_lock_each_other_out() {
    let shop = shop().await;
    let guests: Vec<_> = (0..10).map(|_| guest()).collect();
    for (_, guest) in &guests {
        shop.carts.change(guest, "web", add(0, 1), None).await.unwrap();
    }
    let joins = guests.iter().map(|(token, _)| shop.carts.join(token, customer(1), JoinRule::Sum));
    let changes = (0..20).map(|_| shop.carts.change(&OWNER, "web", add(0, 1), None));
    let (joined, done) = tokio::join!(futures_util::future::join_all(joins), futures_util::future::join_all(changes));
    for one in joined {
        assert!(one.unwrap().1);
    }
    for one in done {
        drop(one.unwrap());
    }
    assert_eq!(shop.carts.read(&OWNER).await.unwrap().lines[0].wanted, 30);
}

static OWNER: std::sync::LazyLock<Owner> = std::sync::LazyLock::new(|| owner(1));

#[tokio::test]
async fn a_form_sent_twice_at_the_same_time_counts_once() {
    let shop = shop().await;
    let key = FormKey::of("form 1");
    let twice = (0..8).map(|_| shop.carts.change(&OWNER, "web", add(0, 1), key));
    futures_util::future::join_all(twice).await;
    assert_eq!(shop.carts.read(&OWNER).await.unwrap().lines[0].wanted, 1);
}

#[tokio::test]
async fn a_whole_cart_replaces_what_its_client_had_seen() {
    let shop = shop().await;
    shop.carts.change(&OWNER, "web", add(0, 2), None).await.unwrap();
    let seen = shop.carts.change(&OWNER, "web", add(1, 1), None).await.unwrap().cart.version;
    let lines = vec![(variant(1), 4, None), (variant(2), 1, Some(7)), (variant(1), 1, None)];
    let replaced = shop.carts.replace(&OWNER, "api", lines.clone(), Some(seen)).await.unwrap();
    let mut quantities: Vec<_> = replaced.cart.lines.iter().map(|line| (line.variant, line.wanted)).collect();
    quantities.sort_unstable();
    assert_eq!(quantities, [(variant(1), 5), (variant(2), 1)]);
    let stale = shop.carts.replace(&OWNER, "api", Vec::new(), Some(seen)).await;
    assert!(matches!(stale, Err(CartError::Stale { version }) if version == replaced.cart.version));
    let same = shop.carts.replace(&OWNER, "api", lines, None).await.unwrap();
    assert_eq!(same.cart.version, replaced.cart.version, "the same again changes nothing");
}

#[tokio::test]
async fn the_line_too_many_is_refused_by_name_and_the_rest_is_kept() {
    let shop = shop().await;
    let lines = (0..250).map(|line| (variant(line), 1, None)).collect();
    let synced = shop.carts.replace(&OWNER, "api", lines, None).await.unwrap();
    assert_eq!(synced.cart.lines.len(), 200);
    assert_eq!(synced.refused.len(), 50);
    assert!(synced.refused.iter().all(|(_, why)| *why == Refusal::TooManyLines));
}

#[tokio::test]
async fn reading_a_cart_costs_one_statement() {
    let shop = shop().await;
    shop.carts.change(&OWNER, "web", add(0, 1), None).await.unwrap();
    let (cart, count) = statements(shop.carts.read(&OWNER)).await;
    assert_eq!((cart.unwrap().lines.len(), count), (1, 1));
}
