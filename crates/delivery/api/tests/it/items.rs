//! Single lines of the cart, and the whole cart of thin clients.

use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{AN, BINH, as_owner, bearer, register};
use crate::support::{Answer, Shop};

/// A guest's cart.
struct Guest<'a> {
    shop: &'a Shop,
    token: String,
}

impl<'a> Guest<'a> {
    async fn new(shop: &'a Shop) -> Self {
        let answer = shop.post("/v1/cart/guest", &json!({}), &[]).await;
        Self { shop, token: answer.json["cartToken"].as_str().unwrap().to_owned() }
    }

    async fn add(&self, item: Value, key: &str) -> Answer {
        let headers = [("x-cart-token", self.token.as_str()), ("idempotency-key", key)];
        self.shop.post("/v1/cart/items", &item, &headers).await
    }

    async fn line(&self, method: &str, id: &Value, change: Value) -> Answer {
        let uri = format!("/v1/cart/items/{}", id.as_str().unwrap());
        self.shop.json(method, &uri, &change, &[("x-cart-token", &self.token)]).await
    }

    async fn cart(&self) -> Value {
        self.shop.send("GET", "/v1/cart", &[("x-cart-token", &self.token)]).await.json
    }
}

#[tokio::test]
async fn lines_are_added_changed_put_aside_and_taken_away() {
    let shop = Shop::open().await;
    let guest = Guest::new(&shop).await;
    for _ in 0..2 {
        let added = guest.add(json!({ "sku": "T4", "quantity": 2 }), "first").await;
        assert_eq!((added.status, &added.json["lines"][0]["wanted"]), (StatusCode::OK, &json!(2)), "{}", added.json);
    }
    let more = guest.add(json!({ "sku": "T4", "quantity": 1 }), "second").await.json;
    assert_eq!((&more["lines"][0]["wanted"], &more["pieces"]), (&json!(3), &json!(3)));
    let price = more["lines"][0]["price"]["amount"].as_i64().unwrap();
    let total = &more["totals"]["total"]["amount"];
    assert_eq!(total.as_i64(), Some(3 * price));
    assert_eq!(more["totals"]["vatIncluded"]["amount"].as_i64(), Some((3 * price * 8 + 54) / 108));
    let id = &more["lines"][0]["variant"];
    // Another device added one piece since two were shown: it stays.
    let changed = guest.line("PATCH", id, json!({ "quantity": 4, "seenQuantity": 2, "note": "Gói quà" })).await.json;
    let line = &changed["lines"][0];
    let shown = (&line["wanted"], &line["quantity"], &line["clamped"], &line["note"]);
    assert_eq!(shown, (&json!(5), &json!(4), &json!("stock"), &json!("Gói quà")));
    let odd = guest.line("PATCH", id, json!({ "note": "Gói\u{0} quà" })).await.json;
    assert_eq!(odd["lines"][0]["note"], "Gói quà");
    let aside = guest.line("PATCH", id, json!({ "savedForLater": true })).await.json;
    let shown = (&aside["lines"], &aside["saved"][0]["note"], &aside["totals"]["total"]["amount"]);
    assert_eq!(shown, (&json!([]), &json!("Gói quà"), &json!(0)), "the note stays");
    assert_eq!(guest.line("PATCH", id, json!({})).await.json["version"], aside["version"], "nothing changes nothing");
    let gone = guest.line("DELETE", id, json!({})).await;
    assert_eq!((gone.status, &gone.json["saved"]), (StatusCode::OK, &json!([])));
    assert_eq!(guest.line("DELETE", id, json!({})).await.status, StatusCode::NOT_FOUND);
    assert_eq!(guest.line("PATCH", id, json!({ "quantity": 1 })).await.status, StatusCode::NOT_FOUND);
    assert_eq!(guest.cart().await["version"], gone.json["version"]);
}

#[tokio::test]
async fn what_cannot_be_put_in_is_refused() {
    let shop = Shop::open().await;
    let guest = Guest::new(&shop).await;
    let id = guest.add(json!({ "sku": "T4", "quantity": 2 }), "a").await.json["lines"][0]["variant"].clone();
    let before = guest.cart().await;
    let unknown = "01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44";
    let (bad, broken) = (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::BAD_REQUEST);
    let items = [
        (json!({ "sku": "nope", "quantity": 1 }), bad),
        (json!({ "sku": "T4\u{0}", "quantity": 1 }), bad),
        (json!({ "variant": unknown, "quantity": 1 }), bad),
        (json!({ "variant": id, "sku": "T4", "quantity": 1 }), bad),
        (json!({ "quantity": 1 }), bad),
        (json!({ "sku": "T4", "quantity": 0 }), bad),
        (json!({ "sku": "T4", "quantity": 1_000 }), bad),
        (json!({ "sku": "T4", "quantity": -1 }), bad),
        (json!({ "sku": "T4", "quantity": 1.5 }), bad),
        (json!({ "sku": "T4", "quantity": 99_999_999_999_u64 }), bad),
        (json!({ "sku": "T4" }), broken),
        (json!({ "sku": "T4", "quantity": 1, "price": 1 }), broken),
    ];
    for (item, status) in items {
        assert_eq!(guest.add(item.clone(), "b").await.status, status, "{item}");
    }
    let changes = [
        (json!({ "quantity": 0 }), bad),
        (json!({ "quantity": 1_000 }), bad),
        (json!({ "quantity": 2.5 }), bad),
        (json!({ "quantity": 2, "seenQuantity": -1 }), bad),
        (json!({ "quantity": "2" }), broken),
        (json!({ "note": "x".repeat(201) }), bad),
        (json!({ "owner": AN }), broken),
    ];
    for (change, status) in changes {
        assert_eq!(guest.line("PATCH", &id, change.clone()).await.status, status, "{change}");
    }
    for key in ["", "white space", &"k".repeat(129)] {
        assert_eq!(guest.add(json!({ "sku": "T4", "quantity": 1 }), key).await.status, broken, "{key:?}");
    }
    for odd in ["x", unknown, "%00"] {
        assert_eq!(guest.line("DELETE", &json!(odd), json!({})).await.status, StatusCode::NOT_FOUND, "{odd}");
    }
    assert_eq!(guest.cart().await, before);
}

#[tokio::test]
async fn bodies_are_json_of_bounded_size() {
    let shop = Shop::open().await;
    let tokens = register(&shop, AN).await;
    let bearer = bearer(&tokens);
    let send = async |method: &str, uri: &str, kind: &str, body: &str| {
        shop.raw(method, uri, body, &[("authorization", &bearer), ("content-type", kind)]).await.status
    };
    for (method, uri) in
        [("POST", "/v1/cart/items"), ("POST", "/v1/cart/sync"), ("PATCH", "/v1/me"), ("DELETE", "/v1/me")]
    {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
            assert_eq!(
                send(method, uri, kind, "{}").await,
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "{method} {uri} {kind}"
            );
        }
        let huge = format!(r#"{{"name":"{}"}}"#, "x".repeat(2 * 1024 * 1024));
        assert_eq!(send(method, uri, "application/json", &huge).await, StatusCode::PAYLOAD_TOO_LARGE, "{method} {uri}");
        assert_eq!(send(method, uri, "application/json", "{").await, StatusCode::BAD_REQUEST, "{method} {uri}");
    }
    let lines: Vec<Value> = (0..10_000).map(|_| json!({ "sku": "T4", "qty": 1 })).collect();
    for method in ["PUT", "POST"] {
        let whole = as_owner(&shop, method, "/v1/cart/sync", Some(&json!({ "cart": lines })), &bearer).await;
        assert_eq!(whole.status, StatusCode::UNPROCESSABLE_ENTITY, "{method}");
    }
    let operation = |number| json!({ "number": number, "at": 1, "kind": "add", "sku": "T4", "quantity": 1 });
    let many: Vec<Value> = (1..=10_000).map(operation).collect();
    let body = json!({ "device": "0190a000-0000-7000-8000-000000000001", "operations": many });
    let synced = as_owner(&shop, "POST", "/v1/cart/sync", Some(&body), &bearer).await;
    assert_eq!(synced.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_whole_cart_may_be_posted_and_goes_to_the_owner_of_the_token() {
    let shop = Shop::open().await;
    let (an, binh) = (bearer(&register(&shop, AN).await), bearer(&register(&shop, BINH).await));
    let post = async |body: Value| as_owner(&shop, "POST", "/v1/cart/sync", Some(&body), &binh).await;
    let posted = post(json!({ "user": AN, "cart": [{ "sku": "T4", "qty": 2 }, { "sku": "T6", "qty": 1 }] })).await;
    assert_eq!((posted.status, &posted.json["pieces"]), (StatusCode::OK, &json!(3)), "{}", posted.json);
    let cart = as_owner(&shop, "GET", "/v1/cart", None, &an).await.json;
    assert_eq!(cart["lines"], json!([]), "the body says nothing about whose cart it is");
    assert_eq!(post(json!({ "cart": [], "seenVersion": -1 })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = post(json!({ "cart": [], "seenVersion": 0.0 })).await;
    assert_eq!((stale.status, &stale.json["code"]), (StatusCode::CONFLICT, &json!("conflict")));
    let device = "0190a000-0000-7000-8000-000000000001";
    let operation = json!({ "number": 1, "at": 1, "kind": "add", "sku": "T4", "quantity": 1 });
    for neither_nor_both in [
        json!({}),
        json!({ "device": device, "cart": [] }),
        json!({ "operations": [operation], "cart": [] }),
        json!({ "operations": [operation] }),
    ] {
        assert_eq!(post(neither_nor_both.clone()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{neither_nor_both}");
    }
    let quantities = [(json!(0), 422), (json!(1_000), 422), (json!(-1), 422), (json!(1.5), 422), (json!("1"), 400)];
    for (quantity, status) in quantities {
        let refused = post(json!({ "cart": [{ "sku": "T4", "qty": quantity }] })).await;
        assert_eq!(refused.status.as_u16(), status, "{quantity}");
    }
    // An operation merges whatever version was seen.
    let merged = post(json!({ "device": device, "operations": [operation], "seenVersion": 0 })).await;
    assert_eq!((merged.status, &merged.json["lines"][0]["wanted"]), (StatusCode::OK, &json!(3)), "{}", merged.json);
}
