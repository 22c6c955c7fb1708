//! Lists: pages follow each other, orders hold, cursors belong to their list.

use std::collections::HashSet;

use http::StatusCode;
use serde_json::Value;

use crate::support::{PRODUCTS, Shop, all_pages};

#[tokio::test]
async fn pages_hold_every_product_once_in_every_order() {
    let shop = Shop::open().await;
    let sorts = ["relevance", "newest", "price-ascending", "price-descending", "best-selling", "rating", "discount"];
    for sort in sorts {
        let items = all_pages(&shop, &format!("/v1/products?sort={sort}"), 7).await;
        let ids: HashSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!((items.len(), ids.len()), (PRODUCTS as usize, PRODUCTS as usize), "{sort}");
    }
    let prices: Vec<i64> = all_pages(&shop, "/v1/products?sort=price-descending", 9).await.iter().map(price).collect();
    assert!(prices.is_sorted_by(|left, right| left >= right), "{prices:?}");
}

#[tokio::test]
async fn a_cursor_that_the_list_did_not_make_leads_nowhere() {
    let shop = Shop::open().await;
    for uri in ["/v1/products", "/v1/categories/dien-thoai/products", "/v1/search?q=nova"] {
        let mark = if uri.contains('?') { '&' } else { '?' };
        let answer = shop.get(&format!("{uri}{mark}cursor=nonsense")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{uri}");
    }
}

#[tokio::test]
async fn a_category_list_names_its_category_and_holds_what_is_below() {
    let shop = Shop::open().await;
    let root = shop.get("/v1/categories/dien-tu/products?size=100").await.json;
    assert_eq!((&root["total"], root["items"].as_array().unwrap().len()), (&PRODUCTS.into(), PRODUCTS as usize));
    assert_eq!(root["category"]["children"].as_array().unwrap().len(), 2);
    let leaf = shop.get("/v1/categories/dien-thoai/products?size=100").await.json;
    assert_eq!(leaf["total"], PRODUCTS / 2);
    assert_eq!(leaf["category"]["breadcrumb"][1]["slug"], "dien-thoai");
}

#[tokio::test]
async fn filters_nobody_passes_find_nothing() {
    let shop = Shop::open().await;
    for filter in ["brand=khong-co", "category=khong-co", "spec=ram:3-gb", "minPrice=2&maxPrice=1", "condition=grade-c"]
    {
        let answer = shop.get(&format!("/v1/products?{filter}")).await;
        assert_eq!((answer.status, &answer.json["total"]), (StatusCode::OK, &0.into()), "{filter}");
    }
}

fn price(item: &Value) -> i64 {
    item["price"]["amount"].as_i64().unwrap()
}
