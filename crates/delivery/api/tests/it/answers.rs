//! Every operation answers, with the statuses that the document names.

use http::StatusCode;
use http::header::{ALLOW, LOCATION};

use crate::support::Shop;

#[tokio::test]
async fn every_documented_path_answers() {
    let shop = Shop::open().await;
    let slug = slug_of_first(&shop).await;
    let document = shop.get("/v1/openapi.json").await.json;
    for (path, operations) in document["paths"].as_object().unwrap() {
        if operations["get"].is_null() || !operations["get"]["security"].is_null() {
            continue;
        }
        // Only what was asked for before has a state.
        if path.starts_with("/v1/webhooks/") {
            continue;
        }
        let query = match path.as_str() {
            "/v1/search" | "/v1/search/suggest" => "?q=sao%20mai",
            "/v1/products/compare" => "?ids=01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44",
            "/v1/shipping/districts" => "?province=79",
            _ => "",
        };
        let of_category = path.starts_with("/v1/categories");
        let uri = path.replace("{slug}", if of_category { "dien-thoai" } else { &slug }) + query;
        let answer = shop.get(&uri).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri}");
        assert!(answer.headers.contains_key("content-type") && answer.headers.contains_key("cache-control"), "{uri}");
    }
    let index = shop.get("/v1").await.json;
    assert_eq!(index["paths"].as_array().unwrap().len(), document["paths"].as_object().unwrap().len());
}

#[tokio::test]
async fn other_methods_are_refused_with_those_that_work() {
    let shop = Shop::open().await;
    for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE"] {
        let answer = shop.send(method, "/v1/products", &[]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.headers[ALLOW], "GET,HEAD", "{method}");
    }
    assert_eq!(shop.send("HEAD", "/v1/products", &[]).await.status, StatusCode::OK);
    assert_eq!(shop.get("/v1/nothing/here").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_renamed_slug_redirects_and_an_archived_product_is_gone() {
    let shop = Shop::open().await;
    let slug = slug_of_first(&shop).await;
    let id = shop.get_afresh(&format!("/v1/products/{slug}")).await.json["id"].as_str().unwrap().parse().unwrap();
    shop.catalog.rename_product(id, "ten-moi").await.unwrap();
    let moved = shop.get_afresh(&format!("/v1/products/{slug}")).await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.headers[LOCATION], "/v1/products/ten-moi");
    shop.catalog.archive(id).await.unwrap();
    assert_eq!(shop.get_afresh("/v1/products/ten-moi").await.status, StatusCode::GONE);
    assert_eq!(shop.get_afresh("/v1/products/chua-tung-co").await.status, StatusCode::NOT_FOUND);
    shop.catalog.rename_category("dien-thoai", "dtdd").await.unwrap();
    let moved = shop.get_afresh("/v1/categories/dien-thoai/products?size=5").await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.headers[LOCATION], "/v1/categories/dtdd/products?size=5");
}

#[tokio::test]
async fn a_product_comes_with_everything_its_page_shows() {
    let shop = Shop::open().await;
    let product = shop.get(&format!("/v1/products/{}", slug_of_first(&shop).await)).await.json;
    assert_eq!(product["variants"].as_array().unwrap().len(), 1);
    assert_eq!(product["variants"][0]["price"]["currency"], "VND");
    assert_eq!(product["breadcrumb"][0]["slug"], "dien-tu");
    assert_eq!(product["specGroups"][0]["name"], "Bộ nhớ");
    assert!(product["reviews"]["count"].is_u64());
    let related = product["related"].as_array().unwrap();
    assert_eq!(product["goesWith"], serde_json::json!([]));
    assert!(!related.is_empty() && related.iter().all(|other| other["id"] != product["id"]));
}

#[tokio::test]
async fn a_comparison_marks_what_differs() {
    let shop = Shop::open().await;
    let products = shop.get("/v1/products?size=3&sort=price-ascending").await.json;
    let id = |index: usize| products["items"][index]["id"].as_str().unwrap().to_owned();
    let unknown = "01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44";
    let uri = format!("/v1/products/compare?ids={},{unknown},{},{}", id(2), id(0), id(2));
    let comparison = shop.get(&uri).await.json;
    let columns: Vec<&str> =
        comparison["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(columns, [id(2), id(0)]);
    assert_eq!(comparison["missing"], serde_json::json!([unknown]));
    let rows = comparison["rows"].as_array().unwrap();
    let number = rows.iter().find(|row| row["name"] == "Số hiệu").unwrap();
    assert_eq!((&number["differs"], number["values"].as_array().unwrap().len()), (&true.into(), 2));
}

async fn slug_of_first(shop: &Shop) -> String {
    let products = shop.get("/v1/products?size=1&sort=price-ascending").await.json;
    products["items"][0]["slug"].as_str().unwrap().to_owned()
}
