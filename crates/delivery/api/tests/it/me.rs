//! One's own account: profile, password, contacts, sessions, addresses, consents, export, end.

use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{AN, BINH, PASSWORD, as_owner, bearer, code, log_in, register};
use crate::support::{Answer, Shop};

/// Somebody with an account.
struct Person<'a> {
    shop: &'a Shop,
    bearer: String,
}

impl<'a> Person<'a> {
    async fn new(shop: &'a Shop, address: &str) -> Self {
        Self { shop, bearer: bearer(&register(shop, address).await) }
    }

    async fn get(&self, uri: &str) -> Answer {
        as_owner(self.shop, "GET", uri, None, &self.bearer).await
    }

    async fn send(&self, method: &str, uri: &str, body: Value) -> Answer {
        as_owner(self.shop, method, uri, Some(&body), &self.bearer).await
    }
}

#[tokio::test]
async fn a_profile_is_read_and_changed_in_parts() {
    let shop = Shop::open().await;
    let an = Person::new(&shop, AN).await;
    let me = an.get("/v1/me").await.json;
    let shown = (&me["name"], &me["email"], &me["birthday"], &me["locale"], &me["hasPassword"]);
    assert_eq!(shown, (&json!("Nguyễn Thị An"), &json!(AN), &Value::Null, &json!("vi"), &json!(true)));
    let changes = json!({ "birthday": "1990-05-17", "locale": "en", "topics": ["orders:zns", "cart:email"] });
    assert_eq!(an.send("PATCH", "/v1/me", changes).await.status, StatusCode::OK);
    let me = an.send("PATCH", "/v1/me", json!({ "name": "  An   Nguyễn " })).await.json;
    let shown = (&me["name"], &me["birthday"], &me["locale"], &me["topics"]);
    let expected = (&json!("An Nguyễn"), &json!("1990-05-17"), &json!("en"), &json!(["orders:zns", "cart:email"]));
    assert_eq!(shown, expected, "what is left out stays");
    assert_eq!(an.send("PATCH", "/v1/me", json!({ "birthday": null })).await.json["birthday"], Value::Null);
    let (bad, broken) = (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST);
    let refused = [
        (json!({ "name": "" }), bad),
        (json!({ "name": "x".repeat(121) }), bad),
        (json!({ "birthday": "2999-01-01" }), bad),
        (json!({ "birthday": "31.02.1990" }), bad),
        (json!({ "topics": ["orders:pigeon"] }), bad),
        (json!({ "locale": "fr" }), broken),
        (json!({ "email": "other@example.vn" }), broken),
        (json!({ "id": "0190a000-0000-7000-8000-000000000001" }), broken),
    ];
    for (change, status) in refused {
        assert_eq!(an.send("PATCH", "/v1/me", change.clone()).await.status, status, "{change}");
    }
    assert_eq!(an.get("/v1/me").await.json["name"], "An Nguyễn");
}

#[tokio::test]
async fn another_password_takes_the_present_one_and_ends_other_sessions() {
    let shop = Shop::open().await;
    let an = Person::new(&shop, AN).await;
    let elsewhere = bearer(&log_in(&shop, AN, PASSWORD).await.json);
    let change = async |current: &str, password: &str| {
        an.send("PUT", "/v1/me/password", json!({ "current": current, "password": password })).await
    };
    let wrong = change("wrong password", "một mật khẩu mới").await;
    assert_eq!(
        (wrong.status, &wrong.json["details"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("current"))
    );
    assert_eq!(change(PASSWORD, "12345678").await.status, StatusCode::UNPROCESSABLE_ENTITY, "everybody's first");
    assert_eq!(change(PASSWORD, "một mật khẩu mới").await.status, StatusCode::NO_CONTENT);
    assert_eq!(an.get("/v1/me").await.status, StatusCode::OK, "this session goes on");
    assert_eq!(as_owner(&shop, "GET", "/v1/me", None, &elsewhere).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(log_in(&shop, AN, PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(log_in(&shop, AN, "một mật khẩu mới").await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_address_counts_once_the_code_was_typed_by_its_owner() {
    let shop = Shop::open().await;
    let (an, binh) = (Person::new(&shop, AN).await, Person::new(&shop, BINH).await);
    let begun = an.send("POST", "/v1/me/contact", json!({ "destination": "0912 345 678" })).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.json);
    let typed = json!({ "challenge": begun.json["challenge"], "code": code(&shop).await });
    let stranger = binh.send("POST", "/v1/me/contact/verify-otp", typed.clone()).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else's code");
    let begun = {
        shop.clock.advance_ms(61_000);
        an.send("POST", "/v1/me/contact", json!({ "destination": "0912345678" })).await.json
    };
    let typed = json!({ "challenge": begun["challenge"], "code": code(&shop).await });
    let changed = an.send("POST", "/v1/me/contact/verify-otp", typed.clone()).await;
    assert_eq!((changed.status, &changed.json["phone"]), (StatusCode::OK, &json!("+84912345678")));
    assert_eq!(an.send("POST", "/v1/me/contact/verify-otp", typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Who asks for somebody else's address cannot tell.
    shop.clock.advance_ms(61_000);
    let taken = binh.send("POST", "/v1/me/contact", json!({ "destination": AN })).await;
    assert_eq!((taken.status, taken.json["minutes"].as_u64()), (StatusCode::ACCEPTED, begun["minutes"].as_u64()));
    let odd = binh.send("POST", "/v1/me/contact", json!({ "destination": "nonsense" })).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let shop = Shop::open().await;
    let an = Person::new(&shop, AN).await;
    let others = [log_in(&shop, AN, PASSWORD).await.json, log_in(&shop, AN, PASSWORD).await.json];
    let sessions = an.get("/v1/me/sessions").await.json["items"].as_array().unwrap().clone();
    assert_eq!(sessions.len(), 3);
    let (own, strange): (Vec<_>, Vec<_>) = sessions.into_iter().partition(|session| session["isCurrent"] == true);
    assert_eq!((own.len(), &own[0]["channel"]), (1, &json!("api")));
    let uri = format!("/v1/me/sessions/{}", strange[0]["id"].as_str().unwrap());
    assert_eq!(an.send("DELETE", &uri, json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(an.send("DELETE", &uri, json!({})).await.status, StatusCode::NOT_FOUND, "it has ended");
    let ended = an.send("DELETE", "/v1/me/sessions", json!({})).await;
    assert_eq!((ended.status, &ended.json["ended"]), (StatusCode::OK, &json!(1)));
    for other in &others {
        let answer = as_owner(&shop, "GET", "/v1/me", None, &bearer(other)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(an.get("/v1/me/sessions").await.json["items"].as_array().unwrap().len(), 1);
}

fn address() -> Value {
    json!({
        "recipient": "Nguyễn Thị An", "phone": "0912345678", "system": "2025", "province": "79", "ward": "26740",
        "line1": "12 Nguyễn Huệ",
    })
}

#[tokio::test]
async fn addresses_are_kept_in_both_systems_with_their_defaults() {
    let shop = Shop::open().await;
    let an = Person::new(&shop, AN).await;
    let first = an.send("POST", "/v1/me/addresses", address()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json);
    assert_eq!(first.json["text"], "12 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh");
    assert_eq!((&first.json["isShippingDefault"], &first.json["phone"]), (&json!(true), &json!("+84912345678")));
    let wards = shop.get("/v1/shipping/wards?system=legacy&district=001").await.json;
    let ward = wards["items"].as_array().unwrap().iter().find(|ward| ward["name"] == "Phường Trúc Bạch").unwrap();
    let mut legacy = address();
    for (field, value) in [("system", "legacy"), ("province", "01"), ("district", "001")] {
        legacy[field] = json!(value);
    }
    legacy["ward"] = ward["code"].clone();
    legacy["isBillingDefault"] = json!(true);
    let second = an.send("POST", "/v1/me/addresses", legacy).await.json;
    assert!(second["currentWard"].is_string(), "{second}");
    let uri = format!("/v1/me/addresses/{}", first.json["id"].as_str().unwrap());
    let mut moved = address();
    moved["line1"] = json!("14 Nguyễn Huệ");
    let moved = an.send("PUT", &uri, moved).await;
    assert_eq!(
        (moved.status, &moved.json["isShippingDefault"]),
        (StatusCode::OK, &json!(true)),
        "it stays the default"
    );
    assert_eq!(an.get(&uri).await.json, moved.json);
    let list = an.get("/v1/me/addresses").await.json;
    let defaults: Vec<_> = list["items"].as_array().unwrap().iter().map(|one| &one["isBillingDefault"]).collect();
    assert_eq!(defaults, [&json!(false), &json!(true)]);
    assert_eq!(an.send("DELETE", &uri, json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(an.get(&uri).await.status, StatusCode::NOT_FOUND);
    let wrong = [
        ("ward", "00001"),
        ("phone", "12"),
        ("recipient", " "),
        ("line1", "a\u{0}b"),
        ("line1", " "),
        ("district", "001"),
    ];
    for (field, value) in wrong {
        let mut form = address();
        form[field] = json!(value);
        let refused = an.send("POST", "/v1/me/addresses", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
}

#[tokio::test]
async fn consents_are_written_down_one_by_one() {
    let shop = Shop::open().await;
    let an = Person::new(&shop, AN).await;
    let given = async |purpose: &str| {
        let consents = an.get("/v1/me/consents").await.json;
        let items = consents["items"].as_array().unwrap().clone();
        items.into_iter().find(|item| item["purpose"] == purpose).unwrap()
    };
    assert_eq!(given("service").await["isGiven"], true);
    assert_eq!(
        (&given("marketing").await["isGiven"], &given("marketing").await["decidedAt"]),
        (&json!(false), &Value::Null)
    );
    let decided = an.send("PUT", "/v1/me/consents/marketing", json!({ "isGiven": true })).await;
    assert_eq!(decided.status, StatusCode::OK);
    assert!(given("marketing").await["isGiven"] == true && given("marketing").await["textVersion"].is_string());
    let declined = an.send("PUT", "/v1/me/consents/service", json!({ "isGiven": false })).await;
    assert_eq!(declined.status, StatusCode::NOT_FOUND, "the service is declined by deleting the account");
}

#[tokio::test]
async fn an_account_is_taken_along_and_deleted_by_its_owner_alone() {
    let shop = Shop::open().await;
    let an = Person::new(&shop, AN).await;
    an.send("POST", "/v1/me/addresses", address()).await;
    an.send("POST", "/v1/cart/items", json!({ "sku": "T4", "quantity": 2 })).await;
    let data = an.get("/v1/me/export").await.json;
    assert_eq!((&data["account"]["email"], &data["addresses"][0]["recipient"]), (&json!(AN), &json!("Nguyễn Thị An")));
    assert!(data["cart"].to_string().contains('2') && data["sessions"].as_array().unwrap().len() == 1, "{data}");
    for wrong in [json!({}), json!({ "password": "wrong password" })] {
        assert_eq!(an.send("DELETE", "/v1/me", wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(an.get("/v1/me").await.status, StatusCode::OK);
    let deleted = an.send("DELETE", "/v1/me", json!({ "password": PASSWORD })).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT, "{}", deleted.json);
    assert_eq!(an.get("/v1/me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(log_in(&shop, AN, PASSWORD).await.status, StatusCode::UNAUTHORIZED);
}
