//! The number of SQL statements behind each page, with nothing remembered.

use crate::support::Shop;

/// The most statements of one page.
const STATEMENTS_MAX: usize = 3;

#[tokio::test]
async fn no_page_needs_more_than_three_statements() {
    let shop = Shop::open().await;
    let product = shop.first_product("/dien-thoai").await;
    let listing = shop.page("/dien-thoai").await;
    let id = listing.split("data-id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let compare = format!("/so-sanh?sp={id}&tim=nova");
    let cards = format!("/manh/the-san-pham?sp={id}");
    let pages = [
        "/",
        "/dien-thoai?hang=nova&ram=8-gb",
        "/tim-kiem?q=dien+thoai+nova",
        "/khuyen-mai",
        "/gioi-thieu",
        "/manh/goi-y?q=n",
        "/sitemap.xml",
        "/sitemap/trang.xml",
        "/sitemap/san-pham-0.xml",
        &product,
        &compare,
        &cards,
    ];
    let mut most = 0;
    for page in pages {
        shop.catalog.invalidate();
        let (_, count) = cholon_testkit::statements(shop.page(page)).await;
        assert!(count <= STATEMENTS_MAX, "{page} needs {count} statements");
        most = most.max(count);
    }
    assert_eq!(most, STATEMENTS_MAX, "statements are counted at all");
}
