//! People who have an account, and what they hold.

use http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Answer, Shop};

pub(crate) const AN: &str = "an@example.vn";
pub(crate) const BINH: &str = "binh@example.vn";
pub(crate) const PASSWORD: &str = "chợ lớn mười giờ";

/// The newest code that was sent.
pub(crate) async fn code(shop: &Shop) -> String {
    let message = shop.shopping.notifications.outbox(None, 1).await.unwrap().pop().unwrap();
    message.subject.split(' ').find(|word| word.len() == 6 && word.parse::<u32>().is_ok()).unwrap().to_owned()
}

/// Asks for an account.
pub(crate) async fn ask_to_register(shop: &Shop, destination: &str) -> Answer {
    // Messages of one moment stand in no order.
    shop.clock.advance_ms(1);
    let form = json!({ "destination": destination, "name": "Nguyễn Thị An", "password": PASSWORD });
    shop.post("/v1/auth/register", &form, &[]).await
}

/// Somebody who registers; answers their tokens.
pub(crate) async fn register(shop: &Shop, destination: &str) -> Value {
    let sent = ask_to_register(shop, destination).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.json);
    let typed = json!({ "challenge": sent.json["challenge"], "code": code(shop).await });
    let opened = shop.post("/v1/auth/verify-otp", &typed, &[]).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.json);
    opened.json
}

/// Somebody who logs in; answers their tokens.
pub(crate) async fn log_in(shop: &Shop, destination: &str, password: &str) -> Answer {
    shop.post("/v1/auth/login", &json!({ "destination": destination, "password": password }), &[]).await
}

/// The header that goes with tokens.
pub(crate) fn bearer(tokens: &Value) -> String {
    format!("Bearer {}", tokens["accessToken"].as_str().unwrap())
}

/// A request in somebody's name.
pub(crate) async fn as_owner(shop: &Shop, method: &str, uri: &str, body: Option<&Value>, bearer: &str) -> Answer {
    let own = ("authorization", bearer);
    match body {
        Some(body) => shop.json(method, uri, body, &[own]).await,
        None => shop.send(method, uri, &[own]).await,
    }
}
