//! Hostile requests are answered with 200 or 4xx, never with a fault of ours, and never with their own markup.

use crate::support::Shop;

#[tokio::test]
async fn any_text_can_be_searched_for() {
    let shop = Shop::open().await;
    let long = "a".repeat(4_000);
    let texts = [
        "%00",
        "%01%02%7F",
        "%20",
        "%27%3B%20DROP%20TABLE%20x%3B--",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "%C4%91ie%CC%A3%CC%82n",
        "%F0%9F%8E%A7",
        "%E2%80%AE",
        "%ff%fe",
        "*",
        "a%20AND%20OR%20NOT",
        "(((((",
        "%5B%5E%7B",
        "%",
        "%zz",
        &long,
    ];
    for text in texts {
        for path in ["/tim-kiem", "/en/tim-kiem", "/manh/goi-y"] {
            let page = shop.page(&format!("{path}?q={text}")).await;
            assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{path} {text:.60}");
        }
    }
}

#[tokio::test]
async fn odd_filters_are_left_out() {
    let shop = Shop::open().await;
    for query in
        ["hang=%00", "gia=x", "gia=9999999999999999999999-", "danh-gia=-1", "sau=%00", "a=b&a=c", "&&&=&", "=="]
    {
        shop.page(&format!("/dien-thoai?{query}")).await;
        shop.page(&format!("/khuyen-mai?{query}")).await;
    }
    shop.page(&format!("/so-sanh?{}", "sp=x&".repeat(500))).await;
}

#[tokio::test]
async fn odd_paths_are_not_there() {
    let shop = Shop::open().await;
    for path in ["/%00", "/%ff", "/..%2F..%2Fetc%2Fpasswd", "/dien-thoai/%C4%91", "/media/..%2Fx.jpg", "/sitemap/x.xml"]
    {
        let answer = shop.get(path).await;
        assert!(answer.status.is_client_error(), "{path} {}", answer.status);
    }
}
