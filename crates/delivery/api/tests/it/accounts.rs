//! Registering, logging in and carts over HTTP: what is answered, and what is refused.

use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{AN, PASSWORD, bearer, register};
use crate::support::{Answer, Shop};

fn add(number: u64, sku: &str, quantity: i64) -> Value {
    json!({ "number": number, "at": 1_795_000_000_000_i64 + i64::try_from(number).unwrap(), "kind": "add", "sku": sku, "quantity": quantity })
}

async fn sync(shop: &Shop, token: (&str, &str), operations: &[Value]) -> Answer {
    let body = json!({ "device": "0190a000-0000-7000-8000-000000000001", "operations": operations });
    shop.post("/v1/cart/sync", &body, &[token]).await
}

#[tokio::test]
async fn a_guests_cart_follows_into_the_account_once() {
    let shop = Shop::open().await;
    let guest = shop.post("/v1/cart/guest", &json!({}), &[]).await.json["cartToken"].as_str().unwrap().to_owned();
    let own = ("x-cart-token", guest.as_str());
    let filled = sync(&shop, own, &[add(1, "T1", 2), add(2, "T3", 1)]).await;
    assert_eq!(filled.status, StatusCode::OK, "{}", filled.json);
    assert_eq!(filled.json["pieces"], 2, "of T1 there is one piece alone");
    assert_eq!(filled.json["lines"][0]["clamped"], "stock");
    register(&shop, AN).await;
    let form = json!({ "destination": AN, "password": PASSWORD, "cartToken": guest });
    for _ in 0..2 {
        let tokens = shop.post("/v1/auth/login", &form, &[]).await;
        assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.json);
        let bearer = bearer(&tokens.json);
        let cart = shop.send("GET", "/v1/cart/sync", &[("authorization", &bearer)]).await.json;
        // Both lines came in the same moment: they stand in no order.
        let mut wanted: Vec<_> = cart["lines"].as_array().unwrap().iter().map(|line| line["wanted"].as_u64()).collect();
        wanted.sort_unstable();
        assert_eq!(wanted, [Some(1), Some(2)]);
        // What the device sends again is known.
        let again = sync(&shop, ("authorization", &bearer), &[add(1, "T1", 2), add(2, "T3", 1)]).await;
        assert_eq!(again.json["version"], cart["version"]);
    }
}

#[tokio::test]
async fn operations_that_cannot_be_are_refused_and_lose_nothing() {
    let shop = Shop::open().await;
    let tokens = register(&shop, AN).await;
    let bearer = bearer(&tokens);
    let own = ("authorization", bearer.as_str());
    sync(&shop, own, &[add(1, "T4", 1)]).await;
    let cases = [
        (add(2, "T4", 0), StatusCode::UNPROCESSABLE_ENTITY),
        (add(2, "T4", 1_000), StatusCode::UNPROCESSABLE_ENTITY),
        (add(2, "unknown", 1), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!({ "number": 2, "at": 1, "kind": "add", "sku": "T4", "quantity": 1.5 }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (json!({ "number": -2, "at": 1, "kind": "remove", "sku": "T4" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "number": 2, "at": 1, "kind": "steal", "sku": "T4" }), StatusCode::BAD_REQUEST),
        (json!({ "number": 2, "at": 1, "kind": "remove", "sku": "T4", "user": "somebody" }), StatusCode::BAD_REQUEST),
        (
            json!({ "number": 2, "at": 1, "kind": "remove", "sku": "T4", "quantity": 1.5 }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (add(3, "T4", 1), StatusCode::CONFLICT),
    ];
    for (operation, status) in cases {
        let answer = sync(&shop, own, std::slice::from_ref(&operation)).await;
        assert_eq!(answer.status, status, "{operation}: {}", answer.json);
    }
    let many: Vec<Value> = (2..600).map(|number| add(number, "T4", 1)).collect();
    assert_eq!(sync(&shop, own, &many).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let cart = shop.send("GET", "/v1/cart/sync", &[own]).await.json;
    assert_eq!(cart["lines"][0]["wanted"], 1);
    assert_eq!(cart["heard"]["0190a000-0000-7000-8000-000000000001"], 1);
}

#[tokio::test]
async fn only_the_owner_reads_a_cart() {
    let shop = Shop::open().await;
    let (an, binh) = (register(&shop, AN).await, register(&shop, "binh@example.vn").await);
    sync(&shop, ("authorization", &bearer(&an)), &[add(1, "T4", 1)]).await;
    let other = shop.send("GET", "/v1/cart/sync", &[("authorization", &bearer(&binh))]).await;
    assert_eq!(other.json["lines"], json!([]));
    let cases = [("authorization", "Bearer nonsense"), ("authorization", "Basic eDp5"), ("x-cart-token", "short")];
    for header in cases {
        assert_eq!(shop.send("GET", "/v1/cart/sync", &[header]).await.status, StatusCode::UNAUTHORIZED, "{header:?}");
    }
    assert_eq!(shop.send("GET", "/v1/cart/sync", &[]).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_whole_cart_is_refused_when_it_is_out_of_date() {
    let shop = Shop::open().await;
    let tokens = register(&shop, AN).await;
    let bearer = bearer(&tokens);
    let own = [("authorization", bearer.as_str())];
    let put = async |body: Value| shop.put("/v1/cart/sync", &body, &own).await;
    let first = put(json!({ "cart": [{ "sku": "T4", "qty": 2 }, { "sku": "T6", "qty": 1 }] })).await;
    assert_eq!((first.status, first.json["pieces"].as_u64()), (StatusCode::OK, Some(3)), "{}", first.json);
    let stale = put(json!({ "cart": [], "seenVersion": 0 })).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let unknown = put(json!({ "cart": [{ "sku": "T4", "qty": 2 }, { "sku": "nope", "qty": 1 }] })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let seen = first.json["version"].clone();
    let replaced = put(json!({ "cart": [{ "sku": "T6", "qty": 4 }], "seenVersion": seen })).await;
    assert_eq!(replaced.json["lines"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn tokens_end_with_their_session() {
    let shop = Shop::open().await;
    let tokens = register(&shop, AN).await;
    let old = json!({ "refreshToken": tokens["refreshToken"] });
    let fresh = shop.post("/v1/auth/refresh-token", &old, &[]).await;
    assert_eq!(fresh.status, StatusCode::OK, "{}", fresh.json);
    let reused = shop.post("/v1/auth/refresh-token", &old, &[]).await;
    assert_eq!((reused.status, &reused.json["code"]), (StatusCode::UNAUTHORIZED, &json!("refresh-reused")));
    let bearer = bearer(&fresh.json);
    let ended = shop.send("GET", "/v1/cart/sync", &[("authorization", &bearer)]).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED, "the stolen family is at its end");
    let form = json!({ "destination": AN, "password": PASSWORD });
    let tokens = shop.post("/v1/auth/login", &form, &[]).await.json;
    let bearer = crate::people::bearer(&tokens);
    let own = [("authorization", bearer.as_str())];
    assert_eq!(shop.post("/v1/auth/logout", &json!({}), &own).await.status, StatusCode::NO_CONTENT);
    assert_eq!(shop.send("GET", "/v1/cart/sync", &own).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn bodies_that_are_no_json_and_refused_log_ins_say_so_and_no_more() {
    let shop = Shop::open().await;
    let plain = shop.raw("POST", "/v1/auth/login", "{}", &[("content-type", "text/plain")]).await;
    assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let broken =
        shop.raw("POST", "/v1/auth/login", "{\"password\":\"geheim", &[("content-type", "application/json")]).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert!(!broken.json.to_string().contains("geheim"), "{}", broken.json);
    register(&shop, AN).await;
    let refused = async |destination: &str| {
        let form = json!({ "destination": destination, "password": "wrong password" });
        let mut answer = shop.post("/v1/auth/login", &form, &[]).await.json;
        answer["requestId"] = Value::Null;
        answer
    };
    assert_eq!(refused(AN).await, refused("nobody@example.vn").await);
}

#[tokio::test]
async fn address_forms_find_wards_in_both_systems() {
    let shop = Shop::open().await;
    let names = async |uri: &str| {
        let answer = shop.get(uri).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri}");
        let items = answer.json["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("/v1/shipping/provinces").await.len(), 34);
    assert_eq!(names("/v1/shipping/provinces?system=legacy").await.len(), 63);
    assert!(names("/v1/shipping/districts?province=79").await.contains(&"Quận 1".to_owned()));
    assert!(names("/v1/shipping/wards?q=quan%201").await.contains(&"Phường Sài Gòn".to_owned()));
    assert!(names("/v1/shipping/wards?q=ba%20dinh").await[0] == "Phường Ba Đình");
    assert!(names("/v1/shipping/wards?system=legacy&district=001").await.contains(&"Phường Trúc Bạch".to_owned()));
    assert_eq!(shop.get("/v1/shipping/districts?province=00").await.status, StatusCode::NOT_FOUND);
}
