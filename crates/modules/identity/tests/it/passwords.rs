//! New passwords, for who knows the old one and for who forgot it.

use cholon_identity::model::Channel;
use cholon_identity::ports::LetterKind;
use cholon_identity::{Field, IdentityError, PasswordChange};
use cholon_kernel::Locale;
use secrecy::ExposeSecret as _;

use crate::support::{PASSWORD, caller, contact, secret, shop};

const AN: &str = "an@example.vn";
const NEW: &str = "mật khẩu mới dài";

#[tokio::test]
async fn a_forgotten_password_is_set_by_code_or_link_once() {
    let shop = shop().await;
    let entered = shop.register(AN, Channel::Web).await;
    shop.pass(60);
    let sent = shop.identity.forgot_password(&contact(AN), Locale::Vi).await.unwrap();
    let code = shop.code(AN);
    let short = shop.identity.reset_by_code(sent.challenge, &code, secret("ngắn"), &FROM).await;
    assert!(matches!(short, Err(IdentityError::Field(Field::PasswordShort))));
    shop.identity.reset_by_code(sent.challenge, &code, secret(NEW), &FROM).await.unwrap();
    assert!(matches!(shop.letter(AN), Some(LetterKind::PasswordChanged)));
    let cookie = entered.cookie.unwrap();
    assert_eq!(shop.identity.visitor(cookie.reveal()).await.unwrap(), None, "whoever was inside is out");
    assert!(shop.identity.reset_by_code(sent.challenge, &code, secret(PASSWORD), &FROM).await.is_err());
    assert!(shop.log_in(AN, PASSWORD, Channel::Web).await.is_err());
    assert!(shop.log_in(AN, NEW, Channel::Web).await.is_ok());
    shop.pass(60);
    shop.identity.forgot_password(&contact(AN), Locale::Vi).await.unwrap();
    let Some(LetterKind::PasswordReset { path, .. }) = shop.letter(AN) else { panic!("a link was sent") };
    let link = path.expose_secret().split_once("?ma=").unwrap().1.to_owned();
    shop.identity.reset_by_link(&link, secret(PASSWORD), &FROM).await.unwrap();
    let again = shop.identity.reset_by_link(&link, secret(NEW), &FROM).await;
    assert!(matches!(again, Err(IdentityError::CodeRefused { tries_left: 0 })));
}

#[tokio::test]
async fn asking_for_an_unknown_account_looks_the_same_and_sends_nothing() {
    let shop = shop().await;
    shop.register(AN, Channel::Web).await;
    shop.pass(60);
    let known = shop.identity.forgot_password(&contact(AN), Locale::Vi).await.unwrap();
    let unknown = shop.identity.forgot_password(&contact("0912345678"), Locale::Vi).await.unwrap();
    assert_eq!((known.minutes, known.resend_seconds), (unknown.minutes, unknown.resend_seconds));
    assert!(shop.letter("+84912345678").is_none());
    let again = shop.identity.forgot_password(&contact("0912345678"), Locale::Vi).await;
    assert!(matches!(again, Err(IdentityError::CodesTooOften { .. })), "as for a known one");
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let shop = shop().await;
    let here = shop.register(AN, Channel::Web).await;
    let there = shop.log_in(AN, PASSWORD, Channel::Api).await.unwrap();
    let change = |current: &str| {
        let change = PasswordChange { current: secret(current), new: secret(NEW) };
        shop.identity.change_password(here.account, here.session, change, &FROM)
    };
    assert!(matches!(change("sai mật khẩu").await, Err(IdentityError::Field(Field::CurrentPassword))));
    change(PASSWORD).await.unwrap();
    assert!(shop.identity.visitor(here.cookie.unwrap().reveal()).await.unwrap().is_some());
    let access = there.tokens.unwrap().access;
    assert!(matches!(shop.identity.claims(&access), Err(IdentityError::NotLoggedIn)), "at once");
}

static FROM: std::sync::LazyLock<cholon_identity::model::Caller> = std::sync::LazyLock::new(caller);
