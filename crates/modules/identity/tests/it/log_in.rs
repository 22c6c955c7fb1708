//! Logging in: what is refused, how, and what the owner hears of it.

use cholon_identity::IdentityError;
use cholon_identity::model::{Caller, Channel};
use cholon_identity::ports::LetterKind;

use crate::support::{PASSWORD, caller, contact, secret, shop};

const AN: &str = "an@example.vn";

#[tokio::test]
async fn refusals_look_the_same_for_known_unknown_and_locked_accounts() {
    let shop = shop().await;
    shop.register(AN, Channel::Web).await;
    for _ in 0..7 {
        let known = shop.log_in(AN, "sai mật khẩu", Channel::Web).await.unwrap_err();
        let unknown = shop.log_in("binh@example.vn", "sai mật khẩu", Channel::Web).await.unwrap_err();
        assert_eq!(known.to_string(), unknown.to_string());
    }
    assert!(matches!(shop.letter(AN), Some(LetterKind::Locked { minutes: 15 })));
    assert!(shop.letter(AN).is_none(), "one message a lock");
    assert!(matches!(shop.log_in(AN, PASSWORD, Channel::Web).await, Err(IdentityError::LogInRefused)));
    shop.pass(15 * 60);
    assert!(shop.log_in(AN, PASSWORD, Channel::Web).await.is_ok());
}

#[tokio::test]
async fn failures_at_the_same_time_are_all_counted() {
    let shop = shop().await;
    shop.register(AN, Channel::Web).await;
    let tries = (0..5).map(|_| shop.log_in(AN, "sai mật khẩu", Channel::Web));
    futures_util::future::join_all(tries).await;
    assert!(matches!(shop.log_in(AN, PASSWORD, Channel::Web).await, Err(IdentityError::LogInRefused)));
}

#[tokio::test]
async fn an_address_that_fails_a_hundred_times_an_hour_has_to_wait() {
    let shop = shop().await;
    shop.register(AN, Channel::Web).await;
    assert!(shop.log_in(AN, "sai mật khẩu", Channel::Web).await.is_err());
    let mut connection = shop.test.database().read().await.unwrap();
    sqlx::query("UPDATE identity.failures SET count = 100").execute(&mut *connection).await.unwrap();
    let refused = shop.log_in(AN, PASSWORD, Channel::Web).await;
    assert!(matches!(refused, Err(IdentityError::TooManyFailures { .. })));
    let elsewhere = Caller::new("198.51.100.1", "curl");
    let entered = shop.identity.log_in(&contact(AN), secret(PASSWORD), Channel::Web, &elsewhere).await;
    assert!(entered.is_ok(), "others are not kept out");
}

#[tokio::test]
async fn every_log_in_has_a_session_of_its_own_and_a_new_device_is_told_of() {
    let shop = shop().await;
    let first = shop.register(AN, Channel::Web).await;
    assert!(shop.letter(AN).is_none(), "the first device is no news");
    let second = shop.log_in(AN, PASSWORD, Channel::Web).await.unwrap();
    assert!(shop.letter(AN).is_none(), "the device is known");
    let cookies = [first.cookie.unwrap(), second.cookie.unwrap()];
    assert_ne!(cookies[0], cookies[1], "a log-in takes no token over that was there before it");
    let elsewhere = Caller::new("198.51.100.1", "Another browser");
    shop.identity.log_in(&contact(AN), secret(PASSWORD), Channel::Api, &elsewhere).await.unwrap();
    match shop.letter(AN) {
        Some(LetterKind::NewDevice { address, user_agent, .. }) => {
            assert_eq!((address.as_str(), user_agent.as_str()), ("198.51.100.…", "Another browser"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(shop.identity.sessions(first.account).await.unwrap().len(), 3);
}

#[tokio::test]
async fn hashes_of_an_import_are_renewed_at_the_first_log_in() {
    let shop = shop().await;
    shop.register(AN, Channel::Web).await;
    let old = bcrypt::hash(PASSWORD, 12).unwrap();
    let mut connection = shop.test.database().read().await.unwrap();
    let statement = "UPDATE identity.accounts SET password_hash = $1";
    sqlx::query(statement).bind(old).execute(&mut *connection).await.unwrap();
    assert!(shop.log_in(AN, PASSWORD, Channel::Web).await.is_ok());
    let hash: String =
        sqlx::query_scalar("SELECT password_hash FROM identity.accounts").fetch_one(&mut *connection).await.unwrap();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
    assert!(shop.log_in(AN, PASSWORD, Channel::Web).await.is_ok());
    assert_eq!(caller().address, "203.0.113.7");
}

#[tokio::test]
async fn failures_of_known_and_unknown_accounts_count_for_the_address_they_come_from() {
    let shop = shop().await;
    shop.register(AN, Channel::Web).await;
    let from = |address: &str| Caller::new(address, "curl");
    let tries = [(AN, "198.51.100.1"), ("binh@example.vn", "198.51.100.1"), ("binh@example.vn", "198.51.100.2")];
    for (who, address) in tries {
        let wrong = secret("sai mật khẩu");
        assert!(shop.identity.log_in(&contact(who), wrong, Channel::Web, &from(address)).await.is_err());
    }
    let mut connection = shop.test.database().read().await.unwrap();
    let counted: Vec<i32> = sqlx::query_scalar("SELECT count FROM identity.failures ORDER BY count")
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    assert_eq!(counted, [1, 2]);
}
