//! Codes over HTTP: wrong, used, too late, guessed, asked for too often; and addresses that nobody may probe.

use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{AN, PASSWORD, ask_to_register, code, log_in, register};
use crate::support::{Answer, Shop};

const MINUTE_MS: i64 = 60_000;

async fn type_code(shop: &Shop, challenge: &Value, code: &str) -> Answer {
    shop.post("/v1/auth/verify-otp", &json!({ "challenge": challenge, "code": code }), &[]).await
}

/// A code that is not this one.
fn other(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn a_code_has_five_tries_and_counts_once() {
    let shop = Shop::open().await;
    let challenge = ask_to_register(&shop, AN).await.json["challenge"].clone();
    let right = code(&shop).await;
    for left in [4, 3, 2, 1, 0] {
        let refused = type_code(&shop, &challenge, &other(&right)).await;
        assert_eq!((refused.status, &refused.json["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("code-refused")));
        let told = refused.json["details"][0]["message"].as_str().unwrap().to_owned();
        assert!(told.contains(&left.to_string()), "{told}");
    }
    let late = type_code(&shop, &challenge, &right).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "guessed too often");
    shop.clock.advance_ms(MINUTE_MS + 1);
    let challenge = ask_to_register(&shop, AN).await.json["challenge"].clone();
    let right = code(&shop).await;
    assert_eq!(type_code(&shop, &challenge, &right).await.status, StatusCode::CREATED);
    assert_eq!(type_code(&shop, &challenge, &right).await.status, StatusCode::UNPROCESSABLE_ENTITY, "used");
    let unknown = json!("01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44");
    assert_eq!(type_code(&shop, &unknown, &right).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_code_counts_for_five_minutes_and_only_the_newest_does() {
    let shop = Shop::open().await;
    let challenge = ask_to_register(&shop, AN).await.json["challenge"].clone();
    let first = code(&shop).await;
    shop.clock.advance_ms(MINUTE_MS + 1);
    let resent = shop.post("/v1/auth/register/resend", &json!({ "challenge": challenge }), &[]).await;
    assert_eq!(resent.status, StatusCode::ACCEPTED, "{}", resent.json);
    assert_eq!(type_code(&shop, &challenge, &first).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the older one");
    let newest = code(&shop).await;
    shop.clock.advance_ms(5 * MINUTE_MS + 1);
    let late = type_code(&shop, &resent.json["challenge"], &newest).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "too late");
}

#[tokio::test]
async fn codes_are_sent_once_a_minute_and_five_times_an_hour() {
    let shop = Shop::open().await;
    let forget = async || shop.post("/v1/auth/forgot-password", &json!({ "destination": AN }), &[]).await;
    assert_eq!(forget().await.status, StatusCode::ACCEPTED);
    let early = forget().await;
    assert_eq!((early.status, &early.headers["retry-after"]), (StatusCode::TOO_MANY_REQUESTS, &"60".parse().unwrap()));
    for _ in 0..4 {
        shop.clock.advance_ms(MINUTE_MS + 1);
        assert_eq!(forget().await.status, StatusCode::ACCEPTED);
    }
    shop.clock.advance_ms(MINUTE_MS + 1);
    let sixth = forget().await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = sixth.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(wait > 50 * 60, "{wait}");
}

#[tokio::test]
async fn nobody_learns_whether_an_address_has_an_account() {
    let shop = Shop::open().await;
    register(&shop, AN).await;
    shop.clock.advance_ms(MINUTE_MS + 1);
    let plain = |mut answer: Answer| {
        answer.json["challenge"] = Value::Null;
        answer.json["requestId"] = Value::Null;
        (answer.status, answer.json)
    };
    let (known, unknown) = (AN, "nobody@example.vn");
    assert_eq!(plain(ask_to_register(&shop, known).await), plain(ask_to_register(&shop, unknown).await));
    shop.clock.advance_ms(MINUTE_MS + 1);
    let forget = async |who| plain(shop.post("/v1/auth/forgot-password", &json!({ "destination": who }), &[]).await);
    assert_eq!(forget(known).await, forget(unknown).await);
    let refused = async |who| plain(log_in(&shop, who, "wrong password").await);
    assert_eq!(refused(known).await, refused(unknown).await);
    for _ in 0..5 {
        refused(known).await;
    }
    assert_eq!(plain(log_in(&shop, known, PASSWORD).await), refused(unknown).await, "locked, and not told so");
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_its_code_counts_once() {
    let shop = Shop::open().await;
    let tokens = register(&shop, AN).await;
    shop.clock.advance_ms(MINUTE_MS + 1);
    let sent = shop.post("/v1/auth/forgot-password", &json!({ "destination": AN }), &[]).await.json;
    let messages = shop.shopping.notifications.outbox(None, 1).await.unwrap();
    let words = format!("{} {}", messages[0].subject, messages[0].body);
    let digits = |word: &&str| word.len() == 6 && word.parse::<u32>().is_ok();
    let code = words.split(|letter: char| !letter.is_alphanumeric()).find(digits).expect("a code").to_owned();
    let reset = async |password: &str| {
        let form = json!({ "challenge": sent["challenge"], "code": code, "password": password });
        shop.post("/v1/auth/reset-password", &form, &[]).await.status
    };
    assert_eq!(reset("12345678").await, StatusCode::UNPROCESSABLE_ENTITY, "the code is not lost to a bad password");
    assert_eq!(reset("một mật khẩu mới").await, StatusCode::NO_CONTENT);
    assert_eq!(reset("một mật khẩu khác").await, StatusCode::UNPROCESSABLE_ENTITY, "used");
    let old = shop.post("/v1/auth/refresh-token", &json!({ "refreshToken": tokens["refreshToken"] }), &[]).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED);
    assert_eq!(log_in(&shop, AN, "một mật khẩu mới").await.status, StatusCode::OK);
}
