//! Facebook tells of people who leave: what it signed is done once, and says nothing to others.

use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{as_owner, bearer, register};
use crate::simulated::Simulated;
use crate::support::Answer;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn signed(simulated: &Simulated, person: &str) -> String {
    let said = simulated.lever("facebook/signed-request", json!({ "person": person })).await;
    said["signedRequest"].as_str().unwrap().to_owned()
}

async fn tell(simulated: &Simulated, what: &str, request: &str) -> Answer {
    let body = format!("signed_request={request}");
    simulated.shop.raw("POST", &format!("/v1/webhooks/facebook/{what}"), &body, &[FORM]).await
}

async fn log_in(simulated: &Simulated, token: &Value) -> Answer {
    simulated.shop.post("/v1/auth/login/facebook", &json!({ "accessToken": token }), &[]).await
}

/// What a deletion's answer leads to.
async fn outcome(simulated: &Simulated, answer: &Answer) -> Value {
    let (url, code) = (answer.json["url"].as_str().unwrap(), answer.json["confirmation_code"].as_str().unwrap());
    assert_eq!(url, format!("https://shop.example/xoa-du-lieu/{code}"));
    simulated.shop.get(&format!("/v1/webhooks/facebook/deletions/{code}")).await.json["outcome"].clone()
}

#[tokio::test]
async fn who_wants_to_be_erased_is_when_facebook_was_the_only_way_in() {
    let simulated = Simulated::open().await;
    let token = simulated.facebook_token("chi").await;
    let old = signed(&simulated, "chi").await;
    simulated.shop.clock.advance_ms(2_000);
    let first = log_in(&simulated, &token).await.json;
    let before = tell(&simulated, "data-deletion", &old).await;
    assert_eq!(outcome(&simulated, &before).await, "nothing", "it was signed before there was an account");
    let request = signed(&simulated, "chi").await;
    let told = tell(&simulated, "deauthorize", &request).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.json);
    assert_eq!(log_in(&simulated, &token).await.json["accountId"], first["accountId"], "the last way in stays");
    let deleted = tell(&simulated, "data-deletion", &request).await;
    assert_eq!((deleted.status, outcome(&simulated, &deleted).await), (StatusCode::OK, json!("deleted")));
    let me = as_owner(&simulated.shop, "GET", "/v1/me", None, &bearer(&first)).await;
    assert_eq!(me.status, StatusCode::UNAUTHORIZED);
    let again = tell(&simulated, "data-deletion", &request).await;
    assert_eq!(outcome(&simulated, &again).await, "nothing");
    assert_ne!(again.json["confirmation_code"], deleted.json["confirmation_code"]);
    assert_ne!(log_in(&simulated, &token).await.json["accountId"], first["accountId"], "somebody new");
}

#[tokio::test]
async fn an_account_with_another_way_in_only_loses_the_link() {
    let simulated = Simulated::open().await;
    let own = bearer(&register(&simulated.shop, "an@example.vn").await);
    let token = simulated.facebook_token("an").await;
    for what in ["deauthorize", "data-deletion"] {
        let link = json!({ "token": token });
        let linked = as_owner(&simulated.shop, "PUT", "/v1/me/logins/facebook", Some(&link), &own).await;
        assert_eq!(linked.status, StatusCode::NO_CONTENT);
        let told = tell(&simulated, what, &signed(&simulated, "an").await).await;
        assert_eq!(told.status, StatusCode::OK, "{what}: {}", told.json);
        let logins = as_owner(&simulated.shop, "GET", "/v1/me/logins", None, &own).await;
        assert_eq!((logins.status, &logins.json["items"]), (StatusCode::OK, &json!([])), "{what}");
        if what == "data-deletion" {
            assert_eq!(outcome(&simulated, &told).await, "unlinked");
        }
    }
}

#[tokio::test]
async fn what_facebook_did_not_sign_is_refused() {
    let simulated = Simulated::open().await;
    let request = signed(&simulated, "an").await;
    let other = if request.starts_with('A') { 'B' } else { 'A' };
    for forged in [format!("{other}{}", &request[1..]), "x.y".to_owned(), "x".to_owned()] {
        for what in ["deauthorize", "data-deletion"] {
            assert_eq!(tell(&simulated, what, &forged).await.status, StatusCode::UNAUTHORIZED, "{what} {forged}");
        }
    }
    let uri = "/v1/webhooks/facebook/data-deletion";
    let json = simulated.shop.post(uri, &json!({ "signed_request": request }), &[]).await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let nothing = simulated.shop.raw("POST", uri, "a=b", &[FORM]).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    for code in ["0123456789ABCDEF0123", "x", "%00"] {
        let state = simulated.shop.get(&format!("/v1/webhooks/facebook/deletions/{code}")).await;
        assert_eq!(state.status, StatusCode::NOT_FOUND, "{code}");
    }
}
