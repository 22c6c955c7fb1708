//! What callers of the search leave in the query log.

use cholon_search::QueryOrder;

use crate::support::Shop;

#[tokio::test]
async fn every_search_is_counted_once_and_its_filters_and_pages_are_not() {
    let shop = Shop::open().await;
    for uri in [
        "/v1/search?q=Nova",
        "/v1/search?q=Nova",
        "/v1/search?q=Nova&minPrice=1000",
        "/v1/search?q=zzzzqqqq",
        "/v1/search/suggest?q=Nova",
    ] {
        assert!(shop.get(uri).await.status.is_success(), "{uri}");
    }
    shop.queries.flush().await.unwrap();
    let top = shop.queries.top(1, QueryOrder::Searches, 10).await.unwrap();
    let counts: Vec<_> = top.iter().map(|row| (row.query.as_str(), row.searches, row.zero_results)).collect();
    assert_eq!(counts, [("nova", 2, 0), ("zzzzqqqq", 1, 1)]);
}
