//! What shoppers leave in the query log: searches, and the products that they opened from their answers.

use cholon_search::QueryOrder;

use crate::support::Shop;

#[tokio::test]
async fn searches_and_opened_products_are_counted() {
    let shop = Shop::open().await;
    shop.page("/tim-kiem?q=Laptop").await;
    shop.page("/en/tim-kiem?q=laptop").await;
    shop.page("/tim-kiem?q=laptop&con-hang=1").await;
    shop.page("/tim-kiem").await;
    shop.page("/tim-kiem?q=zzzzqqqq").await;
    let product = shop.first_product("/tim-kiem?q=laptop").await;
    shop.get_from(&product, "https://shop.example/tim-kiem?q=laptop").await;
    shop.get_from(&product, "https://shop.example/").await;
    shop.queries.flush().await.unwrap();
    let top = shop.queries.top(1, QueryOrder::Searches, 10).await.unwrap();
    let counts: Vec<_> =
        top.iter().map(|row| (row.query.as_str(), row.searches, row.zero_results, row.clicks)).collect();
    assert_eq!(counts, [("laptop", 3, 0, 1), ("zzzzqqqq", 1, 1, 0)]);
}
