//! The second factor of staff, and what they may do before and after it.

use cholon_crypto::TOTP_STEP_SECONDS;
use cholon_identity::model::{Channel, Permission};
use cholon_identity::{Change, IdentityError, NewStaff, SecondFactor};
use cholon_kernel::Clock as _;
use secrecy::ExposeSecret as _;

use crate::support::{PASSWORD, Shop, caller, contact, operator, secret, shop};

const ADMIN: &str = "quanly@example.vn";

async fn administrator(shop: &Shop) {
    let new = NewStaff {
        email: contact(ADMIN),
        name: "Quản lý".to_owned(),
        password: secret(PASSWORD),
        role: "super-administrator".to_owned(),
    };
    let from = caller();
    shop.identity.create_staff(new, &Change { actor: operator(), caller: &from }).await.unwrap();
}

fn typed(shop: &Shop, base32: &str) -> String {
    cholon_testkit::one_time_password(base32, shop.clock.now().as_second())
}

#[tokio::test]
async fn staff_may_do_nothing_before_the_second_factor() {
    let shop = shop().await;
    administrator(&shop).await;
    let cookie = shop.log_in(ADMIN, PASSWORD, Channel::Web).await.unwrap().cookie.unwrap();
    let visitor = shop.identity.visitor(cookie.reveal()).await.unwrap().unwrap();
    assert_eq!(visitor.second_factor, SecondFactor::ToSetUp);
    assert!(!visitor.may(Permission::UsersRead));
    let enrolment = shop.identity.enrol_second_factor(&visitor).await.unwrap();
    let again = shop.identity.enrol_second_factor(&visitor).await.unwrap();
    assert_eq!(enrolment.secret.expose_secret(), again.secret.expose_secret(), "a reloaded page shows the same");
    let code = typed(&shop, enrolment.secret.expose_secret());
    shop.identity.give_second_factor(&visitor, &code, &caller()).await.unwrap();
    let visitor = shop.identity.visitor(cookie.reveal()).await.unwrap().unwrap();
    assert!(Permission::ALL.iter().all(|permission| visitor.may(*permission)));
    assert!(matches!(shop.identity.enrol_second_factor(&visitor).await, Err(IdentityError::NotFound(_))));
    let other = shop.log_in(ADMIN, PASSWORD, Channel::Web).await.unwrap().cookie.unwrap();
    let other = shop.identity.visitor(other.reveal()).await.unwrap().unwrap();
    assert_eq!(other.second_factor, SecondFactor::ToGive);
    let replayed = shop.identity.give_second_factor(&other, &code, &caller()).await;
    assert!(matches!(replayed, Err(IdentityError::SecondFactorWrong)), "a password counts once");
    shop.pass(TOTP_STEP_SECONDS);
    let code = typed(&shop, enrolment.secret.expose_secret());
    let (first, second) = tokio::join!(
        shop.identity.give_second_factor(&other, &code, &FROM),
        shop.identity.give_second_factor(&other, &code, &FROM)
    );
    assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
}

#[tokio::test]
async fn guessing_the_second_factor_locks_the_account() {
    let shop = shop().await;
    administrator(&shop).await;
    let cookie = shop.log_in(ADMIN, PASSWORD, Channel::Web).await.unwrap().cookie.unwrap();
    let visitor = shop.identity.visitor(cookie.reveal()).await.unwrap().unwrap();
    let secret = shop.identity.enrol_second_factor(&visitor).await.unwrap().secret;
    for _ in 0..5 {
        let refused = shop.identity.give_second_factor(&visitor, "000000", &caller()).await;
        assert!(matches!(refused, Err(IdentityError::SecondFactorWrong)));
    }
    let right = typed(&shop, secret.expose_secret());
    let locked = shop.identity.give_second_factor(&visitor, &right, &caller()).await;
    assert!(matches!(locked, Err(IdentityError::Locked)), "who gave the password is told");
    assert!(shop.log_in(ADMIN, PASSWORD, Channel::Web).await.is_err());
}

#[tokio::test]
async fn a_password_alone_is_not_enough_for_long() {
    let shop = shop().await;
    administrator(&shop).await;
    let cookie = shop.log_in(ADMIN, PASSWORD, Channel::Web).await.unwrap().cookie.unwrap();
    let visitor = shop.identity.visitor(cookie.reveal()).await.unwrap().unwrap();
    let secret = shop.identity.enrol_second_factor(&visitor).await.unwrap().secret;
    let code = typed(&shop, secret.expose_secret());
    shop.identity.give_second_factor(&visitor, &code, &caller()).await.unwrap();
    let other = shop.log_in(ADMIN, PASSWORD, Channel::Web).await.unwrap().cookie.unwrap();
    let tokens = shop.log_in(ADMIN, PASSWORD, Channel::Api).await.unwrap().tokens.unwrap();
    assert!(shop.identity.visitor_of_token(&tokens.access).await.is_ok());
    shop.pass(601);
    assert!(shop.identity.visitor(other.reveal()).await.unwrap().is_none());
    assert!(matches!(shop.identity.visitor_of_token(&tokens.access).await, Err(IdentityError::NotLoggedIn)));
    assert!(shop.identity.visitor(cookie.reveal()).await.unwrap().is_some(), "who gave it goes on");
}

static FROM: std::sync::LazyLock<cholon_identity::model::Caller> = std::sync::LazyLock::new(caller);
