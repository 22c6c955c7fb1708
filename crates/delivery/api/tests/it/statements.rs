//! The number of SQL statements behind each operation.

use serde_json::{Value, json};

use crate::people::{AN, PASSWORD, as_owner, bearer, register};
use crate::staff::{boss, clerk};
use crate::support::Shop;

/// The most statements of one operation, with nothing remembered.
const STATEMENTS_MAX: usize = 3;

#[tokio::test]
async fn no_operation_needs_more_than_three_statements() {
    let shop = Shop::open().await;
    let product = shop.get("/v1/products?size=2").await.json;
    let text = |index: usize, field: &str| product["items"][index][field].as_str().unwrap().to_owned();
    let uris = [
        "/v1".to_owned(),
        "/v1/products?size=100&sort=newest".to_owned(),
        format!("/v1/products/{}", text(0, "slug")),
        format!("/v1/products/compare?ids={},{}", text(0, "id"), text(1, "id")),
        "/v1/categories".to_owned(),
        "/v1/categories/dien-thoai/products?brand=nova&spec=ram:8-gb".to_owned(),
        "/v1/brands".to_owned(),
        "/v1/search?q=dien%20thoai%20nova&size=100".to_owned(),
        "/v1/search/suggest?q=nova".to_owned(),
        "/v1/openapi.json".to_owned(),
        "/v1/docs".to_owned(),
    ];
    let mut most = 0;
    for uri in uris {
        shop.catalog.invalidate();
        let (answer, count) = cholon_testkit::statements(shop.get_afresh(&uri)).await;
        assert_eq!(answer.status, http::StatusCode::OK, "{uri}");
        assert!(count <= STATEMENTS_MAX, "{uri} needs {count} statements");
        most = most.max(count);
    }
    assert_eq!(most, STATEMENTS_MAX, "statements are counted at all");
}

/// What an account and its cart cost: each operation with the statements that it may need. Beginning and ending a
/// transaction count, and so does what a writer of carts does for this request alone.
fn budgets() -> Vec<(&'static str, &'static str, Value, usize)> {
    let address = json!({
        "recipient": "An", "phone": "0912345678", "system": "2025", "province": "79", "ward": "26740", "line1": "12",
    });
    vec![
        ("GET", "/v1/cart", Value::Null, 1),
        ("GET", "/v1/cart/sync", Value::Null, 1),
        ("POST", "/v1/cart/items", json!({ "sku": "T4", "quantity": 1 }), 5),
        ("PATCH", "/v1/cart/items/{line}", json!({ "quantity": 2, "note": "x", "savedForLater": true }), 5),
        ("DELETE", "/v1/cart/items/{line}", json!({}), 3),
        ("POST", "/v1/cart/sync", json!({ "cart": [{ "sku": "T4", "qty": 1 }, { "sku": "T6", "qty": 1 }] }), 5),
        ("GET", "/v1/me", Value::Null, 1),
        ("PATCH", "/v1/me", json!({ "locale": "en" }), 4),
        ("PUT", "/v1/me/password", json!({ "current": PASSWORD, "password": PASSWORD }), 7),
        ("POST", "/v1/me/contact", json!({ "destination": "0912345678" }), 8),
        ("GET", "/v1/me/logins", Value::Null, 1),
        ("GET", "/v1/me/sessions", Value::Null, 1),
        ("DELETE", "/v1/me/sessions", json!({}), 2),
        ("POST", "/v1/me/addresses", address, 5),
        ("GET", "/v1/me/addresses", Value::Null, 1),
        ("GET", "/v1/me/consents", Value::Null, 1),
        ("PUT", "/v1/me/consents/marketing", json!({ "isGiven": true }), 3),
        ("GET", "/v1/me/export", Value::Null, 6),
        ("DELETE", "/v1/me", json!({ "password": PASSWORD }), 20),
    ]
}

#[tokio::test]
async fn an_account_and_its_cart_cost_no_more_than_they_may() {
    let shop = Shop::open().await;
    let own = bearer(&register(&shop, AN).await);
    let known = shop.catalog.variants_by_sku(&["T4".to_owned()]).await.unwrap();
    let line = known["T4"].to_string();
    shop.clock.advance_ms(61_000);
    for (method, uri, body, budget) in budgets() {
        let uri = uri.replace("{line}", &line);
        let body = (!body.is_null()).then_some(&body);
        let (answer, count) = cholon_testkit::statements(as_owner(&shop, method, &uri, body, &own)).await;
        assert!(answer.status.is_success(), "{method} {uri}: {}", answer.json);
        assert!(count <= budget, "{method} {uri} needs {count} statements");
        assert!(count > 0, "{method} {uri} is counted at all");
    }
}

/// What the work of staff costs, one statement for the check of who asks included.
fn admin_budgets(role: &str) -> Vec<(&'static str, &'static str, Value, usize)> {
    let new = json!({ "email": "moi@example.vn", "name": "Mới", "password": PASSWORD, "role": role });
    let made = json!({ "name": "Kế toán", "permissions": ["reports:read"], "needsSecondFactor": false });
    vec![
        ("GET", "dashboard", Value::Null, 3),
        ("GET", "providers", Value::Null, 1),
        ("GET", "permissions", Value::Null, 1),
        ("GET", "roles", Value::Null, 2),
        ("POST", "roles", made, 6),
        ("GET", "users?q=0912", Value::Null, 2),
        ("POST", "users", new, 12),
        ("GET", "users/{id}", Value::Null, 2),
        ("GET", "users/{id}/sessions", Value::Null, 3),
        ("PUT", "users/{id}/roles", json!({ "roles": [] }), 14),
        ("POST", "users/{id}/block", Value::Null, 10),
        ("POST", "users/{id}/unblock", Value::Null, 9),
        ("GET", "audit-logs?size=100", Value::Null, 2),
        ("GET", "audit-logs/export", Value::Null, 2),
        ("POST", "audit-logs/verify", Value::Null, 4),
        ("GET", "messages", Value::Null, 2),
        ("GET", "reports/abandonment?from=2026-11-01&to=2026-11-30", Value::Null, 2),
    ]
}

#[tokio::test]
async fn the_work_of_staff_costs_no_more_than_it_may() {
    let shop = Shop::open().await;
    let (_, token) = boss(&shop).await;
    let (clerk, _) = clerk(&shop, "kho", &[]).await;
    let roles = as_owner(&shop, "GET", "/v1/admin/roles", None, &token).await.json;
    let role = roles["items"].as_array().unwrap().iter().find(|role| role["name"] == "kho").unwrap()["id"].clone();
    for (method, path, body, budget) in admin_budgets(role.as_str().unwrap()) {
        let uri = format!("/v1/admin/{}", path.replace("{id}", &clerk.to_string()));
        let body = (!body.is_null()).then_some(&body);
        let (answer, count) = cholon_testkit::statements(as_owner(&shop, method, &uri, body, &token)).await;
        assert!(answer.status.is_success(), "{method} {uri}: {}", answer.text);
        assert!(count <= budget, "{method} {uri} needs {count} statements");
        assert!(count > 0, "{method} {uri} is counted at all");
    }
}
