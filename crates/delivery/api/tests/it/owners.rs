//! A customer gets 404 for every id that is not theirs: every path of the document that takes one has a case here.

use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{AN, BINH, as_owner, bearer, register};
use crate::support::Shop;

/// What belongs to somebody else, by the path that leads to it, with a body that each method takes.
async fn cases(shop: &Shop, owner: &str) -> Vec<(&'static str, String, Value)> {
    let address = json!({
        "recipient": "Nguyễn Thị An", "phone": "0912345678", "system": "2025", "province": "79", "ward": "26740",
        "line1": "12 Nguyễn Huệ",
    });
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let kept = as_owner(shop, "POST", "/v1/me/addresses", Some(&address), owner).await.json;
    let item = json!({ "sku": "T4", "quantity": 1 });
    let cart = as_owner(shop, "POST", "/v1/cart/items", Some(&item), owner).await.json;
    let sessions = as_owner(shop, "GET", "/v1/me/sessions", None, owner).await.json;
    vec![
        ("/v1/cart/items/{id}", text(&cart["lines"][0]["variant"]), json!({ "quantity": 2 })),
        ("/v1/me/addresses/{id}", text(&kept["id"]), address),
        ("/v1/me/sessions/{id}", text(&sessions["items"][0]["id"]), json!({})),
        ("/v1/me/logins/{provider}", "zalo".to_owned(), json!({ "token": "x" })),
        ("/v1/me/consents/{purpose}", "service".to_owned(), json!({ "isGiven": false })),
    ]
}

#[tokio::test]
async fn nobody_reaches_what_belongs_to_somebody_else() {
    let shop = Shop::open().await;
    let (an, binh) = (bearer(&register(&shop, AN).await), bearer(&register(&shop, BINH).await));
    let cases = cases(&shop, &an).await;
    let document = shop.get("/v1/openapi.json").await.json;
    let mut asked = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        // What staff may do is not a question of whose it is.
        if !path.contains('{') || path.starts_with("/v1/admin/") {
            continue;
        }
        for (method, operation) in operations.as_object().unwrap() {
            let security = operation["security"].as_array().into_iter().flatten();
            if !security.into_iter().any(|way| way["bearer"].is_array()) {
                continue;
            }
            let case = cases.iter().find(|(known, ..)| known == path);
            let (_, id, body) = case.unwrap_or_else(|| panic!("{method} {path} has no case of somebody else's"));
            let (start, rest) = path.split_once('{').unwrap();
            let uri = format!("{start}{id}{}", rest.split_once('}').unwrap().1);
            let body = (method != "get").then_some(body);
            let answer = as_owner(&shop, &method.to_uppercase(), &uri, body, &binh).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}: {}", answer.json);
            assert_eq!(answer.json["code"], "not-found", "{method} {path}");
            asked += 1;
        }
    }
    assert!(asked >= cases.len(), "every case was asked for");
    // The owner still has it all.
    let addresses = as_owner(&shop, "GET", "/v1/me/addresses", None, &an).await.json;
    let cart = as_owner(&shop, "GET", "/v1/cart", None, &an).await.json;
    assert_eq!((addresses["items"].as_array().unwrap().len(), &cart["pieces"]), (1, &json!(1)));
}
