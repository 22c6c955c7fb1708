//! Log-ins with what a provider's SDK gave an app.

use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{PASSWORD, as_owner, bearer, log_in, register};
use crate::simulated::Simulated;
use crate::support::Answer;

const MINUTE_MS: i64 = 60_000;

async fn google(simulated: &Simulated, token: &Value, nonce: Option<&str>) -> Answer {
    simulated.shop.post("/v1/auth/login/google", &json!({ "idToken": token, "nonce": nonce }), &[]).await
}

async fn facebook(simulated: &Simulated, token: &Value) -> Answer {
    simulated.shop.post("/v1/auth/login/facebook", &json!({ "accessToken": token }), &[]).await
}

async fn zalo(simulated: &Simulated, token: &Value) -> Answer {
    simulated.shop.post("/v1/auth/login/zalo", &json!({ "accessToken": token }), &[]).await
}

#[tokio::test]
async fn a_login_at_each_provider_opens_one_account() {
    let simulated = Simulated::open().await;
    for nonce in [None, Some("of this log-in")] {
        let token = simulated.id_token("an", nonce).await;
        let entered = google(&simulated, &token, nonce).await;
        assert_eq!(entered.status, StatusCode::OK, "{}", entered.json);
        let me = as_owner(&simulated.shop, "GET", "/v1/me", None, &bearer(&entered.json)).await.json;
        assert_eq!((&me["email"], &me["hasPassword"]), (&json!("an.nguyen@example.com"), &json!(false)));
    }
    let token = simulated.facebook_token("chi").await;
    let first = facebook(&simulated, &token).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.json);
    assert_eq!(facebook(&simulated, &token).await.json["accountId"], first.json["accountId"]);
    let token = simulated.zalo_token("chi").await;
    let other = zalo(&simulated, &token).await;
    assert_eq!(other.status, StatusCode::OK, "{}", other.json);
    assert_ne!(other.json["accountId"], first.json["accountId"], "nothing says that they are the same person");
}

#[tokio::test]
async fn tokens_that_do_not_hold_are_refused_without_saying_why() {
    let simulated = Simulated::open().await;
    let faults = [
        "wrong-audience",
        "wrong-authorized-party",
        "wrong-issuer",
        "expired",
        "issued-in-future",
        "alg-none",
        "hs256",
        "unknown-kid",
        "wrong-signature",
        "wrong-nonce",
    ];
    for fault in faults {
        simulated.fault(fault).await;
        let token = simulated.id_token("an", Some("n")).await;
        let refused = google(&simulated, &token, Some("n")).await;
        assert_eq!(
            (refused.status, &refused.json["code"]),
            (StatusCode::UNAUTHORIZED, &json!("log-in-refused")),
            "{fault}"
        );
    }
    let token = simulated.id_token("an", Some("of another log-in")).await;
    assert_eq!(google(&simulated, &token, None).await.status, StatusCode::UNAUTHORIZED, "its nonce was not brought");
    assert_eq!(google(&simulated, &json!("x.y.z"), None).await.status, StatusCode::UNAUTHORIZED);
    let token = simulated.facebook_token("an").await;
    for fault in ["another-app", "token-expired"] {
        simulated.fault(fault).await;
        let refused = facebook(&simulated, &token).await;
        assert_eq!(
            (refused.status, &refused.json["code"]),
            (StatusCode::UNAUTHORIZED, &json!("log-in-refused")),
            "{fault}"
        );
    }
    for odd in ["unknown", "x y"] {
        assert_eq!(facebook(&simulated, &json!(odd)).await.status, StatusCode::UNAUTHORIZED, "{odd}");
        assert_eq!(zalo(&simulated, &json!(odd)).await.status, StatusCode::UNAUTHORIZED, "{odd}");
    }
}

#[tokio::test]
async fn an_address_that_nobody_vouches_for_opens_nobodys_account() {
    let simulated = Simulated::open().await;
    let shop = &simulated.shop;
    let binh = register(shop, "binh.tran@example.com").await;
    let token = simulated.id_token("binh", None).await;
    assert_eq!(google(&simulated, &token, None).await.status, StatusCode::CONFLICT, "Google does not vouch for it");
    let facebooks = simulated.facebook_token("binh").await;
    assert_eq!(facebook(&simulated, &facebooks).await.status, StatusCode::CONFLICT);
    // From inside the account it is linked, and then it opens it.
    let own = bearer(&binh);
    let link = async |provider: &str, token: &Value| {
        let uri = format!("/v1/me/logins/{provider}");
        as_owner(shop, "PUT", &uri, Some(&json!({ "token": token })), &own).await.status
    };
    assert_eq!(link("google", &token).await, StatusCode::NO_CONTENT);
    assert_eq!(google(&simulated, &token, None).await.json["accountId"], binh["accountId"]);
    let an = google(&simulated, &simulated.id_token("an", None).await, None).await;
    assert_eq!(an.status, StatusCode::OK);
    assert_eq!(link("google", &simulated.id_token("an", None).await).await, StatusCode::CONFLICT, "it opens another's");
    let logins = as_owner(shop, "GET", "/v1/me/logins", None, &own).await.json;
    assert_eq!((logins["items"].as_array().unwrap().len(), &logins["items"][0]["provider"]), (1, &json!("google")));
    let unlinked = as_owner(shop, "DELETE", "/v1/me/logins/google", None, &own).await;
    assert_eq!(unlinked.status, StatusCode::NO_CONTENT);
    assert_eq!(google(&simulated, &token, None).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_last_way_in_stays_and_an_account_without_a_password_ends_with_a_fresh_log_in() {
    let simulated = Simulated::open().await;
    let shop = &simulated.shop;
    let token = simulated.zalo_token("chi").await;
    let own = bearer(&zalo(&simulated, &token).await.json);
    let last = as_owner(shop, "DELETE", "/v1/me/logins/zalo", None, &own).await;
    assert_eq!((last.status, &last.json["details"][0]["field"]), (StatusCode::CONFLICT, &json!("provider")));
    shop.clock.advance_ms(11 * MINUTE_MS);
    let stale = as_owner(shop, "DELETE", "/v1/me", Some(&json!({})), &own).await;
    assert_eq!(stale.status, StatusCode::UNAUTHORIZED, "the token may have been stolen since");
    let fresh = bearer(&zalo(&simulated, &token).await.json);
    let gone = as_owner(shop, "DELETE", "/v1/me", Some(&json!({})), &fresh).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.json);
}

#[tokio::test]
async fn an_outage_stops_new_log_ins_and_nothing_else() {
    let simulated = Simulated::open().await;
    let shop = &simulated.shop;
    let (googles, facebooks) = (simulated.id_token("an", None).await, simulated.facebook_token("chi").await);
    let (zalos, others) = (simulated.zalo_token("chi").await, simulated.zalo_token("binh").await);
    let own = bearer(&zalo(&simulated, &zalos).await.json);
    for service in ["google", "facebook", "zalo"] {
        simulated.outage(service, "unavailable").await;
    }
    for answer in [
        google(&simulated, &googles, None).await,
        facebook(&simulated, &facebooks).await,
        zalo(&simulated, &others).await,
    ] {
        assert_eq!((answer.status, &answer.json["code"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("provider-down")));
        assert!(answer.headers.contains_key("retry-after"));
    }
    let kept = zalo(&simulated, &zalos).await;
    assert_eq!(kept.status, StatusCode::OK, "Zalo vouched for them a moment ago");
    assert_eq!(as_owner(shop, "GET", "/v1/me", None, &own).await.status, StatusCode::OK);
    register(shop, "an@example.vn").await;
    assert_eq!(log_in(shop, "an@example.vn", PASSWORD).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_guests_cart_joins_at_a_providers_log_in_once() {
    let simulated = Simulated::open().await;
    let shop = &simulated.shop;
    let guest = shop.post("/v1/cart/guest", &json!({}), &[]).await.json["cartToken"].take();
    let headers = [("x-cart-token", guest.as_str().unwrap())];
    shop.post("/v1/cart/items", &json!({ "sku": "T4", "quantity": 2 }), &headers).await;
    let token = simulated.id_token("an", None).await;
    for _ in 0..2 {
        let form = json!({ "idToken": token, "cartToken": guest });
        let entered = shop.post("/v1/auth/login/google", &form, &[]).await;
        let cart = as_owner(shop, "GET", "/v1/cart", None, &bearer(&entered.json)).await.json;
        assert_eq!(cart["lines"][0]["wanted"], 2);
    }
}
