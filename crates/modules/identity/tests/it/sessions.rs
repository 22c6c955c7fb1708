//! Sessions and tokens: rotation, theft, keys, several processes.

use std::time::Duration;

use cholon_events::EventLog;
use cholon_identity::IdentityError;
use cholon_identity::model::Channel;
use tokio_util::sync::CancellationToken;

use crate::support::{PASSWORD, caller, contact, process, secret, shop};

const AN: &str = "an@example.vn";

#[tokio::test]
async fn a_refresh_token_counts_once_and_a_second_use_ends_the_session() {
    let shop = shop().await;
    let first = shop.register(AN, Channel::Api).await.tokens.unwrap();
    shop.pass(900);
    assert!(matches!(shop.identity.claims(&first.access), Err(IdentityError::NotLoggedIn)), "fifteen minutes");
    let second = shop.identity.refresh(first.refresh.reveal(), &caller()).await.unwrap();
    assert!(shop.identity.claims(&second.access).is_ok());
    let stolen = shop.identity.refresh(first.refresh.reveal(), &caller()).await;
    assert!(matches!(stolen, Err(IdentityError::RefreshReused)));
    assert!(matches!(shop.identity.claims(&second.access), Err(IdentityError::NotLoggedIn)));
    let rest = shop.identity.refresh(second.refresh.reveal(), &caller()).await;
    assert!(matches!(rest, Err(IdentityError::NotLoggedIn)), "the whole family has ended");
}

#[tokio::test]
async fn of_two_refreshes_at_the_same_time_at_most_one_wins() {
    let shop = shop().await;
    let pair = shop.register(AN, Channel::Api).await.tokens.unwrap();
    let from = caller();
    let tries = (0..8).map(|_| shop.identity.refresh(pair.refresh.reveal(), &from));
    let won = futures_util::future::join_all(tries).await.into_iter().flatten().count();
    assert_eq!(won, 1);
    assert!(matches!(shop.identity.claims(&pair.access), Err(IdentityError::NotLoggedIn)));
}

#[tokio::test]
async fn a_refresh_token_ends_after_thirty_days() {
    let shop = shop().await;
    let pair = shop.register(AN, Channel::Api).await.tokens.unwrap();
    shop.pass(30 * 24 * 3600);
    assert!(matches!(shop.identity.refresh(pair.refresh.reveal(), &caller()).await, Err(IdentityError::NotLoggedIn)));
    assert!(matches!(shop.identity.refresh("no token", &caller()).await, Err(IdentityError::NotLoggedIn)));
}

#[tokio::test]
async fn logging_out_here_counts_in_other_processes_within_a_moment() {
    let shop = shop().await;
    let other = process(&shop.test, &shop.clock, &shop.letters).await;
    let end = CancellationToken::new();
    let log = EventLog::new(shop.test.database().clone());
    let following = tokio::spawn(other.clone().follow(log, end.clone()));
    let entered = shop.register(AN, Channel::Api).await;
    let access = entered.tokens.unwrap().access;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(other.claims(&access).is_ok(), "both processes use the same keys");
    shop.identity.log_out(entered.account, entered.session).await.unwrap();
    assert!(shop.identity.claims(&access).is_err(), "at once in this process");
    let ends = async {
        while other.claims(&access).is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(2), ends).await.expect("within a moment in the other");
    end.cancel();
    following.await.unwrap();
    let late = process(&shop.test, &shop.clock, &shop.letters).await;
    assert!(late.claims(&access).is_err(), "also in one that starts later");
}

#[tokio::test]
async fn keys_change_every_thirty_days_with_overlap_and_a_leaked_one_ends_at_once() {
    let shop = shop().await;
    let account = shop.register(AN, Channel::Web).await.account;
    shop.pass(30 * 24 * 3600 - 60);
    let entered = shop.log_in(AN, PASSWORD, Channel::Api).await.unwrap();
    let old = entered.tokens.unwrap().access;
    shop.pass(120);
    shop.identity.tidy().await.unwrap();
    let keys = shop.identity.key_set();
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2, "{keys}");
    assert!(shop.identity.claims(&old).is_ok(), "a token of the key before still counts");
    let new = shop.log_in(AN, PASSWORD, Channel::Api).await.unwrap().tokens.unwrap().access;
    let newest = keys["keys"][0]["kid"].as_str().unwrap();
    shop.identity.revoke_key(newest).await.unwrap();
    assert!(shop.identity.claims(&new).is_err(), "tokens of the leaked key end");
    assert!(shop.identity.claims(&old).is_ok(), "others do not");
    assert!(matches!(shop.identity.revoke_key(newest).await, Err(IdentityError::NotFound(_))));
    assert!(shop.log_in(AN, PASSWORD, Channel::Api).await.is_ok(), "a new key signs");
    assert_eq!(shop.identity.account(account).await.unwrap().id, account);
}

#[tokio::test]
async fn a_session_belongs_to_its_account_alone() {
    let shop = shop().await;
    let an = shop.register(AN, Channel::Web).await;
    let binh = shop.register("binh@example.vn", Channel::Web).await;
    let foreign = shop.identity.end_session(binh.account, an.session).await;
    assert!(matches!(foreign, Err(IdentityError::NotFound("session"))));
    let again = shop.log_in(AN, PASSWORD, Channel::Web).await.unwrap();
    assert_eq!(shop.identity.end_other_sessions(an.account, again.session).await.unwrap(), 1);
    assert!(shop.identity.visitor(an.cookie.unwrap().reveal()).await.unwrap().is_none());
    let visitor = shop.identity.visitor(again.cookie.unwrap().reveal()).await.unwrap().unwrap();
    assert!(visitor.is_own_form(&visitor.csrf) && !visitor.is_own_form("") && !visitor.is_own_form("x"));
    let other = shop.identity.visitor(binh.cookie.unwrap().reveal()).await.unwrap().unwrap();
    assert!(!visitor.is_own_form(&other.csrf), "a form of one session does not count in another");
}

#[tokio::test]
async fn a_session_lives_thirty_days_after_its_last_use() {
    let shop = shop().await;
    let cookie = shop.register(AN, Channel::Web).await.cookie.unwrap();
    for _ in 0..3 {
        shop.pass(29 * 24 * 3600);
        assert!(shop.identity.visitor(cookie.reveal()).await.unwrap().is_some());
    }
    shop.pass(30 * 24 * 3600);
    assert!(shop.identity.visitor(cookie.reveal()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_leaked_key_ends_in_other_processes_within_a_moment_and_an_old_one_by_the_clock() {
    let shop = shop().await;
    let other = process(&shop.test, &shop.clock, &shop.letters).await;
    let end = CancellationToken::new();
    let log = EventLog::new(shop.test.database().clone());
    let following = tokio::spawn(other.clone().follow(log, end.clone()));
    let leaked = shop.register(AN, Channel::Api).await.tokens.unwrap().access;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(other.claims(&leaked).is_ok());
    let key = shop.identity.key_set()["keys"][0]["kid"].as_str().unwrap().to_owned();
    shop.identity.revoke_key(&key).await.unwrap();
    let ends = async {
        while other.claims(&leaked).is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(2), ends).await.expect("within a moment in the other");
    assert_eq!(other.key_set(), shop.identity.key_set(), "both publish the key that signs from now on");
    let signed_there = other.log_in(&contact(AN), secret(PASSWORD), Channel::Api, &caller()).await.unwrap();
    assert!(shop.identity.claims(&signed_there.tokens.unwrap().access).is_ok());
    end.cancel();
    following.await.unwrap();
    shop.pass(31 * 24 * 3600 + 1);
    shop.identity.tidy().await.unwrap();
    let keys = shop.identity.key_set();
    assert_eq!(keys["keys"].as_array().unwrap().len(), 1, "a day after the last signature the old one is gone");
}
