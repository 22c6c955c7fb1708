//! Facets: the parameters of a value find as many products as its count says.

use crate::support::Shop;

#[tokio::test]
async fn a_values_parameters_find_what_its_count_says() {
    let shop = Shop::open().await;
    for list in ["/v1/products?", "/v1/products?brand=nova&", "/v1/categories/dien-thoai/products?"] {
        let page = shop.get(list).await.json;
        let facets = page["facets"].as_array().unwrap();
        assert!(facets.len() >= 4, "{list} has facets {facets:?}");
        for facet in facets {
            if list.contains("brand=") && facet["key"] == "brand" {
                continue;
            }
            for value in facet["values"].as_array().unwrap() {
                let parameters = value["parameters"].as_array().unwrap().iter();
                let query: Vec<String> = parameters
                    .map(|pair| format!("{}={}", pair["name"].as_str().unwrap(), pair["value"].as_str().unwrap()))
                    .collect();
                let uri = format!("{list}{}", query.join("&"));
                let found = shop.get(&uri).await.json;
                assert_eq!(found["total"], value["count"], "{uri}: {} {}", facet["label"], value["label"]);
            }
        }
    }
}

#[tokio::test]
async fn facets_come_only_when_wanted() {
    let shop = Shop::open().await;
    let page = shop.get("/v1/products?facets=false").await.json;
    assert_eq!(page["facets"], serde_json::json!([]));
}
