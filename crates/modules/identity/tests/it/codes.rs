//! Codes: wrong, expired, reused, brute-forced, asked for too often; and what others can tell from them.

use cholon_identity::IdentityError;
use cholon_identity::model::Channel;
use cholon_identity::ports::LetterKind;

use crate::support::{PASSWORD, caller, shop};

const AN: &str = "an@example.vn";

fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn a_phone_number_opens_one_account_however_it_is_written() {
    let shop = shop().await;
    let entered = shop.register("0912 345 678", Channel::Web).await;
    assert!(entered.is_new && entered.cookie.is_some());
    let again = shop.log_in("+84 912.345.678", PASSWORD, Channel::Web).await.unwrap();
    assert_eq!(again.account, entered.account);
}

#[tokio::test]
async fn a_code_counts_once_and_in_its_time() {
    let shop = shop().await;
    let sent = shop.begin(AN).await.unwrap();
    let code = shop.code(AN);
    shop.pass(5 * 60);
    let late = shop.identity.confirm_registration(sent.challenge, &code, Channel::Web, &caller()).await;
    assert!(matches!(late, Err(IdentityError::CodeRefused { tries_left: 0 })));
    let sent = shop.begin(AN).await.unwrap();
    let code = shop.code(AN);
    let from = caller();
    let confirm = || shop.identity.confirm_registration(sent.challenge, &code, Channel::Web, &from);
    let (first, second) = tokio::join!(confirm(), confirm());
    assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
    assert!(matches!(confirm().await, Err(IdentityError::CodeRefused { tries_left: 0 })));
}

#[tokio::test]
async fn five_tries_and_no_more_also_at_the_same_time() {
    let shop = shop().await;
    let sent = shop.begin(AN).await.unwrap();
    let code = shop.code(AN);
    let bad = wrong(&code);
    let first = shop.identity.confirm_registration(sent.challenge, &bad, Channel::Web, &caller()).await;
    assert!(matches!(first, Err(IdentityError::CodeRefused { tries_left: 4 })));
    let from = caller();
    let tries = (0..20).map(|_| shop.identity.confirm_registration(sent.challenge, &bad, Channel::Web, &from));
    let refused = futures_util::future::join_all(tries).await;
    let counted = refused.iter().filter(|one| matches!(one, Err(IdentityError::CodeRefused { tries_left: 1.. })));
    assert_eq!(counted.count(), 3);
    let right = shop.identity.confirm_registration(sent.challenge, &code, Channel::Web, &caller()).await;
    assert!(matches!(right, Err(IdentityError::CodeRefused { tries_left: 0 })));
}

#[tokio::test]
async fn codes_are_sent_once_a_minute_and_five_times_an_hour() {
    let shop = shop().await;
    let sent = shop.begin(AN).await.unwrap();
    assert!(matches!(shop.begin(AN).await, Err(IdentityError::CodesTooOften { .. })));
    shop.pass(60);
    let old = shop.code(AN);
    let again = shop.identity.resend_registration(sent.challenge).await.unwrap();
    let stale = shop.identity.confirm_registration(sent.challenge, &old, Channel::Web, &caller()).await;
    assert!(matches!(stale, Err(IdentityError::CodeRefused { .. })), "the code before counts no longer");
    for _ in 0..3 {
        shop.pass(60);
        shop.begin(AN).await.unwrap();
    }
    shop.pass(60);
    let refused = shop.begin(AN).await;
    assert!(
        matches!(refused, Err(IdentityError::CodesTooOften { retry_after }) if retry_after.as_secs() == 3600 - 300)
    );
    shop.pass(3600);
    assert!(shop.begin(AN).await.is_ok());
    assert_ne!(again.challenge, sent.challenge);
}

#[tokio::test]
async fn only_the_owner_learns_that_an_address_is_taken() {
    let shop = shop().await;
    shop.register(AN, Channel::Web).await;
    shop.pass(60);
    let known = shop.begin(AN).await.unwrap();
    let unknown = shop.begin("binh@example.vn").await.unwrap();
    assert_eq!((known.resend_seconds, known.minutes), (unknown.resend_seconds, unknown.minutes));
    assert!(matches!(shop.letter(AN), Some(LetterKind::AlreadyRegistered)));
    for code in ["000000", "123456"] {
        let refused = shop.identity.confirm_registration(known.challenge, code, Channel::Web, &caller()).await;
        assert!(matches!(refused, Err(IdentityError::CodeRefused { tries_left: 3.. })));
    }
}

#[tokio::test]
async fn of_two_registrations_of_one_address_one_becomes_the_account() {
    let shop = shop().await;
    let first = shop.begin(AN).await.unwrap();
    let old = shop.code(AN);
    shop.pass(61);
    let second = shop.begin(AN).await.unwrap();
    let new = shop.code(AN);
    assert!(shop.identity.confirm_registration(first.challenge, &old, Channel::Web, &caller()).await.is_err());
    assert!(shop.identity.confirm_registration(second.challenge, &new, Channel::Web, &caller()).await.is_ok());
}

#[tokio::test]
async fn an_address_is_changed_by_a_code_sent_to_the_new_one() {
    let shop = shop().await;
    let an = shop.register(AN, Channel::Web).await;
    let binh = shop.register("binh@example.vn", Channel::Web).await;
    let phone = crate::support::contact("0912345678");
    let sent = shop.identity.begin_contact_change(an.account, &phone, cholon_kernel::Locale::Vi).await.unwrap();
    let code = shop.code("+84912345678");
    let others = shop.identity.confirm_contact_change(binh.account, sent.challenge, &code).await;
    assert!(matches!(others, Err(IdentityError::CodeRefused { .. })), "the code is for another account");
    let own = shop.identity.confirm_contact_change(an.account, sent.challenge, &code).await;
    assert!(own.is_ok(), "trying in another account's name costs a try and not the code: {own:?}");
    assert!(shop.log_in("0912345678", PASSWORD, Channel::Web).await.is_ok());
}
