//! Access tokens that nobody issued so: each is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cholon_crypto::hmac_sha256;
use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{AN, BINH, PASSWORD, as_owner, bearer, log_in, register};
use crate::support::Shop;

/// The life of an access token and a little more.
const OVER_MS: i64 = 15 * 60 * 1_000 + 1_000;

async fn status(shop: &Shop, token: &str) -> StatusCode {
    as_owner(shop, "GET", "/v1/me", None, &format!("Bearer {token}")).await.status
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_that_was_forged_does_not_count() {
    let shop = Shop::open().await;
    let (an, binh) = (register(&shop, AN).await, register(&shop, BINH).await);
    let token = an["accessToken"].as_str().unwrap();
    assert_eq!(status(&shop, token).await, StatusCode::OK);
    let parts: Vec<&str> = token.split('.').collect();
    let (header, claims, signature) = (decoded(parts[0]), decoded(parts[1]), parts[2]);
    let keys = shop.get("/.well-known/jwks.json").await.json;
    assert_eq!(keys, shop.get("/v1/auth/keys").await.json);
    let key = URL_SAFE_NO_PAD.decode(keys["keys"][0]["x"].as_str().unwrap()).unwrap();
    let with = |part: &Value, field: &str, value: Value| {
        let mut part = part.clone();
        part[field] = value;
        part
    };
    let others = with(&claims, "sub", binh["accountId"].clone());
    let longer = with(&claims, "exp", json!(claims["exp"].as_i64().unwrap() + 3_600));
    let staff = with(&claims, "role", json!("staff"));
    let symmetric = format!("{}.{}", encoded(&with(&header, "alg", json!("HS256"))), parts[1]);
    let mac = URL_SAFE_NO_PAD.encode(hmac_sha256(&key, symmetric.as_bytes()));
    let none = encoded(&with(&header, "alg", json!("none")));
    let unknown = encoded(&with(&header, "kid", json!("unknown")));
    let forged = [
        format!("{}.{}.{signature}", parts[0], encoded(&others)),
        format!("{}.{}.{signature}", parts[0], encoded(&longer)),
        format!("{}.{}.{signature}", parts[0], encoded(&staff)),
        format!("{none}.{}.", parts[1]),
        format!("{none}.{}.{signature}", parts[1]),
        format!("{symmetric}.{mac}"),
        format!("{unknown}.{}.{signature}", parts[1]),
        format!("{}.{}", parts[0], parts[1]),
        format!("{token}."),
        token.to_uppercase(),
        String::new(),
    ];
    for token in forged {
        assert_eq!(status(&shop, &token).await, StatusCode::UNAUTHORIZED, "{token}");
    }
    assert_eq!(status(&shop, token).await, StatusCode::OK, "the real one still counts");
}

#[tokio::test]
async fn a_token_ends_with_its_time_and_with_its_key() {
    let shop = Shop::open().await;
    let tokens = register(&shop, AN).await;
    let token = tokens["accessToken"].as_str().unwrap();
    shop.clock.advance_ms(OVER_MS);
    assert_eq!(status(&shop, token).await, StatusCode::UNAUTHORIZED);
    let renewed = shop.post("/v1/auth/refresh-token", &json!({ "refreshToken": tokens["refreshToken"] }), &[]).await;
    let token = renewed.json["accessToken"].as_str().unwrap();
    assert_eq!(status(&shop, token).await, StatusCode::OK);
    let key = decoded(token.split('.').next().unwrap())["kid"].as_str().unwrap().to_owned();
    shop.shopping.identity.revoke_key(&key).await.unwrap();
    assert_eq!(status(&shop, token).await, StatusCode::UNAUTHORIZED, "its key has leaked");
    let fresh = log_in(&shop, AN, PASSWORD).await.json;
    assert_eq!(as_owner(&shop, "GET", "/v1/me", None, &bearer(&fresh)).await.status, StatusCode::OK);
}
