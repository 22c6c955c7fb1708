//! The number of SQL statements behind each operation.

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
