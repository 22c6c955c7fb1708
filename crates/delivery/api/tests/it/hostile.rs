//! Hostile requests are answered with 200 or 4xx, never with a fault of ours.

use http::StatusCode;

use crate::support::Shop;

#[tokio::test]
async fn any_text_can_be_searched_for() {
    let shop = Shop::open().await;
    let texts = [
        "%00",
        "%01%02%7F",
        "%20",
        "%22",
        "%27%3B%20DROP%20TABLE%20x%3B--",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%C4%91ie%CC%A3%CC%82n",
        "%F0%9F%8E%A7",
        "%E2%80%AE",
        "*",
        "%2B-%2B-",
        "a%20AND%20OR%20NOT",
        "(((((",
        "%5B%5E%7B",
        "d%C6%B0%E1%BB%9Bi%20999999999999999999999%20tri%E1%BB%87u",
    ];
    for text in texts {
        for path in ["/v1/search", "/v1/search/suggest"] {
            let answer = shop.get(&format!("{path}?q={text}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {text}");
        }
    }
}

#[tokio::test]
async fn what_the_document_forbids_is_refused() {
    let shop = Shop::open().await;
    let long = format!("q={}", "a".repeat(10_000));
    let many = "x=1&".repeat(1_000);
    let queries =
        [long.as_str(), many.as_str(), "q=%", "q=%zz", "q=%ff", "q=a&q=b", "q=", "", "q=a&nonsense=1", "q=a&size=0"];
    for query in queries {
        let answer = shop.get(&format!("/v1/search?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query:.60}");
    }
}

#[tokio::test]
async fn odd_paths_are_not_there() {
    let shop = Shop::open().await;
    for slug in ["%00", "%ff", "A", "..%2F..%2Fetc", "a%20b", "%C4%91", "x'--", &"a".repeat(5_000)] {
        for uri in [format!("/v1/products/{slug}"), format!("/v1/categories/{slug}/products")] {
            let answer = shop.get(&uri).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{uri:.80}");
        }
    }
}
