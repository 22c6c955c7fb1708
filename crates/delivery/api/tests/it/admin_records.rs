//! Roles, the audit log, messages and figures over HTTP.

use cholon_identity::model::Permission;
use http::StatusCode;
use serde_json::json;

use crate::admin::Desk;
use crate::people::{AN, register};
use crate::staff::{boss, clerk};
use crate::support::Shop;

#[tokio::test]
async fn roles_are_made_changed_and_removed_and_all_is_written_down() {
    let shop = Shop::open().await;
    let (_, token) = boss(&shop).await;
    let desk = Desk { shop: &shop, token };
    let form = |name: &str, permissions: &[&str]| {
        Some(json!({ "name": name, "permissions": permissions, "needsSecondFactor": true }))
    };
    let made = desk.ask("POST", "roles", form("Kho", &["users:read"]), StatusCode::CREATED).await;
    let path = format!("roles/{}", made["id"].as_str().unwrap());
    for (refused, status) in [
        (form("Kho", &[]), StatusCode::UNPROCESSABLE_ENTITY),
        (form("", &[]), StatusCode::UNPROCESSABLE_ENTITY),
        (form("Khác", &["stock:steal"]), StatusCode::UNPROCESSABLE_ENTITY),
        (form("Khác", &["audit:read"]), StatusCode::CONFLICT),
    ] {
        desk.ask("POST", "roles", refused, status).await;
    }
    desk.ask("PUT", &path, form("Kho", &["messages:read", "reports:read"]), StatusCode::NO_CONTENT).await;
    let line = desk.line().await;
    assert_eq!(line["oldValues"]["permissions"], json!(["users:read"]));
    assert_eq!(line["newValues"]["permissions"], json!(["messages:read", "reports:read"]));
    let fixed = desk.get("roles").await["items"][0].clone();
    assert_eq!(fixed["isSuper"], true);
    let fixed = format!("roles/{}", fixed["id"].as_str().unwrap());
    desk.ask("PUT", &fixed, form("Vua", &[]), StatusCode::CONFLICT).await;
    desk.ask("DELETE", &fixed, None, StatusCode::CONFLICT).await;
    desk.ask("DELETE", &path, None, StatusCode::NO_CONTENT).await;
    desk.ask("DELETE", &path, None, StatusCode::NOT_FOUND).await;
    let permissions = desk.get("permissions").await;
    assert_eq!(permissions["items"].as_array().unwrap().len(), Permission::ALL.len());
}

#[tokio::test]
async fn the_audit_log_is_searched_exported_and_verified() {
    let shop = Shop::open().await;
    let (_, token) = boss(&shop).await;
    let desk = Desk { shop: &shop, token };
    let form = json!({ "name": "=cmd()", "permissions": ["users:read"], "needsSecondFactor": false });
    desk.ask("POST", "roles", Some(form), StatusCode::CREATED).await;
    let found = desk.get("audit-logs?action=role.&q=cmd").await;
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    for (query, count) in [
        ("since=2026-11-21T00:00:00Z&until=2026-11-22T00:00:00Z", 3),
        ("since=2026-11-22T00:00:00Z", 0),
        ("until=2026-11-21T00:00:00Z", 0),
        ("q=%00%25", 0),
    ] {
        let lines = desk.get(&format!("audit-logs?{query}")).await;
        assert_eq!(lines["items"].as_array().unwrap().len(), count, "{query}");
    }
    let own = [("authorization", desk.token.as_str()), ("user-agent", "=HYPERLINK(\"https://evil.example\")")];
    let made = json!({ "name": "Kho", "permissions": [], "needsSecondFactor": false });
    assert_eq!(shop.post("/v1/admin/roles", &made, &own).await.status, StatusCode::CREATED);
    let table = shop.send("GET", "/v1/admin/audit-logs/export?action=role.", &own).await;
    assert_eq!(
        (table.status, &table.headers["content-type"]),
        (StatusCode::OK, &"text/csv; charset=utf-8".parse().unwrap())
    );
    assert_eq!(table.headers["cache-control"], "no-store");
    let rows: Vec<&str> = table.text.lines().collect();
    assert_eq!(rows.len(), 3, "{}", table.text);
    assert!(rows[0].ends_with("number,time,actor,action,entity,entity_id,old,new,address,user_agent"));
    assert!(rows[1].ends_with(",127.0.0.1,\"'=HYPERLINK(\"\"https://evil.example\"\")\""), "{}", rows[1]);
    let chain = desk.ask("POST", "audit-logs/verify", None, StatusCode::OK).await;
    assert_eq!((&chain["isWhole"], &chain["lines"], &chain["brokenAt"]), (&json!(true), &json!(4), &json!(null)));
    shop.alter_audit_line(2).await;
    let chain = desk.ask("POST", "audit-logs/verify", None, StatusCode::OK).await;
    assert_eq!((&chain["isWhole"], &chain["brokenAt"]), (&json!(false), &json!(2)));
}

#[tokio::test]
async fn an_export_goes_on_where_it_ended() {
    let shop = Shop::open().await;
    let (_, token) = boss(&shop).await;
    let desk = Desk { shop: &shop, token };
    shop.write_audit_lines(1_000).await;
    let own = [("authorization", desk.token.as_str())];
    let first = shop.send("GET", "/v1/admin/audit-logs/export", &own).await;
    assert_eq!(first.text.lines().count(), 1_001, "with the names of the columns");
    let cursor = first.headers["x-next-cursor"].to_str().unwrap();
    let rest = shop.send("GET", &format!("/v1/admin/audit-logs/export?cursor={cursor}"), &own).await;
    assert_eq!(rest.text.lines().count(), 3);
    assert!(!rest.headers.contains_key("x-next-cursor"));
}

#[tokio::test]
async fn messages_and_figures_are_there_for_who_may_see_them() {
    let shop = Shop::open().await;
    register(&shop, AN).await;
    let (_, token) = clerk(&shop, "post", &[Permission::MessagesRead, Permission::ReportsRead]).await;
    let desk = Desk { shop: &shop, token };
    let messages = desk.get("messages?state=waiting").await;
    let message = &messages["items"][0];
    assert_eq!((&message["recipient"], &message["channel"]), (&json!(AN), &json!("email")));
    let whole = desk.get(&format!("messages/{}", message["id"].as_str().unwrap())).await;
    assert_eq!((&whole["subject"], &whole["locale"]), (&message["subject"], &json!("vi")));
    assert!(!whole["body"].as_str().unwrap().is_empty());
    assert_eq!(desk.get("messages?state=failed").await["items"], json!([]));
    desk.ask("GET", "messages?state=lost", None, StatusCode::BAD_REQUEST).await;
    desk.ask("GET", "messages/01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44", None, StatusCode::NOT_FOUND).await;
    let figures = desk.get("dashboard").await;
    let waiting = messages["items"].as_array().unwrap().len();
    assert_eq!(figures, json!({ "staff": 1, "customers": 1, "sessions": 2, "messagesWaiting": waiting }));
    assert_eq!(desk.get("providers").await["items"], json!([]));
}

#[tokio::test]
async fn abandoned_carts_are_reported_by_day() {
    let shop = Shop::open().await;
    let (_, token) = clerk(&shop, "report", &[Permission::ReportsRead]).await;
    let desk = Desk { shop: &shop, token };
    let guest = shop.post("/v1/cart/guest", &json!({}), &[]).await.json["cartToken"].as_str().unwrap().to_owned();
    let item = json!({ "sku": "T4", "quantity": 1 });
    shop.post("/v1/cart/items", &item, &[("x-cart-token", &guest)]).await;
    let report = desk.get("reports/abandonment?from=2026-11-20&to=2026-11-30").await;
    let day = &report["items"][0];
    assert_eq!((&day["day"], &day["started"], &day["left"]), (&json!("2026-11-21"), &json!(1), &json!(0)));
    assert_eq!(day["abandonmentBasisPoints"], 0);
    for query in ["", "?from=2026-11-20", "?from=20&to=30"] {
        desk.ask("GET", &format!("reports/abandonment{query}"), None, StatusCode::BAD_REQUEST).await;
    }
    let long = "reports/abandonment?from=2026-11-20&to=2027-11-21";
    desk.ask("GET", long, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(desk.get("reports/abandonment?from=0496-08-18&to=0497-02-12").await["items"], json!([]));
}
