//! Errors come in the envelope, in the caller's language; unchanged content comes as 304.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, RETRY_AFTER};

use crate::support::Shop;

#[tokio::test]
async fn errors_name_every_fault_in_the_callers_language() {
    let shop = Shop::open().await;
    let cases =
        [("vi", "Phải là số nguyên từ 1 đến 100."), ("en-GB,vi;q=0.5", "This must be a whole number from 1 to 100.")];
    for (language, message) in cases {
        let headers = [("accept-language", language)];
        let answer = shop.send("GET", "/v1/products?size=0&brnad=nova", &headers).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
        let error = answer.json;
        assert_eq!((&error["statusCode"], &error["error"]), (&400.into(), &"Bad Request".into()));
        assert_eq!(error["code"], "bad-request");
        assert!(error["requestId"].as_str().is_some_and(|id| !id.is_empty()));
        assert_eq!(error["details"][0], serde_json::json!({"field": "size", "message": message}));
        assert_eq!(error["details"][1]["field"], "brnad");
    }
}

#[tokio::test]
async fn every_kind_of_error_has_the_envelope() {
    let shop = Shop::open().await;
    let cases = [
        ("GET", "/v1/products/khong-co", "not-found"),
        ("GET", "/v1/nothing", "not-found"),
        ("GET", "/v1/products?cursor=x", "cursor-invalid"),
        ("POST", "/v1/products", "method-not-allowed"),
        ("GET", "/v1/search", "bad-request"),
    ];
    for (method, uri, code) in cases {
        let answer = shop.send(method, uri, &[]).await;
        assert_eq!((&answer.json["code"], &answer.json["statusCode"]), (&code.into(), &answer.status.as_u16().into()));
    }
}

#[tokio::test]
async fn unchanged_content_is_not_sent_again() {
    let shop = Shop::open().await;
    for uri in ["/v1/products", "/v1/categories", "/v1/openapi.json", "/v1/search?q=nova"] {
        let first = shop.get(uri).await;
        assert!(first.headers.contains_key(CACHE_CONTROL), "{uri}");
        let etag = first.headers[ETAG].to_str().unwrap();
        let second = shop.send("GET", uri, &[("if-none-match", etag)]).await;
        assert_eq!((second.status, second.json), (StatusCode::NOT_MODIFIED, serde_json::Value::Null), "{uri}");
    }
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_said_to_be_away_for_a_while() {
    let shop = Shop::open().await;
    shop.lose_database().await;
    let answer = shop.get("/v1/products").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json["code"], "unavailable");
    assert!(answer.headers.contains_key(RETRY_AFTER));
}
