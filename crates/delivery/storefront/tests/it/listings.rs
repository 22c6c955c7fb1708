//! Listings: filters, chips, orders and pages as links and forms that need no script.

use crate::support::{PRODUCTS, Shop};

fn cards(page: &str) -> Vec<&str> {
    page.split("class=\"card-name\"><a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn link_after<'a>(page: &'a str, mark: &str) -> Option<&'a str> {
    page.split(mark).nth(1)?.rsplit("href=\"").next()?.split('"').next()
}

#[tokio::test]
async fn a_brand_narrows_and_its_chip_widens_again() {
    let shop = Shop::open().await;
    let all = shop.page("/dien-thoai").await;
    assert!(all.contains(&format!("{} sản phẩm", PRODUCTS / 2)), "all phones");
    assert!(all.contains("name=\"hang\" value=\"nova\""), "brands can be chosen");
    let page = shop.page("/dien-thoai?hang=nova").await;
    assert!(cards(&page).iter().all(|path| path.contains("nova")), "only the brand");
    assert!(page.contains("value=\"nova\" checked"));
    assert!(page.contains("<a class=\"chip\" href=\"/dien-thoai\""), "the chip takes the filter off");
}

#[tokio::test]
async fn a_price_range_can_come_from_the_form() {
    let shop = Shop::open().await;
    let form = shop.page("/tim-kiem?q=&gia-tu=2.000.000&gia-den=5000000").await;
    let link = shop.page("/tim-kiem?gia=2000000-5000000").await;
    assert!(!cards(&form).is_empty());
    assert_eq!(cards(&form), cards(&link));
}

#[tokio::test]
async fn pages_follow_each_other_until_the_end() {
    let shop = Shop::open().await;
    let (mut path, mut seen) = ("/dien-tu?sap-xep=gia-tang".to_owned(), Vec::new());
    for _ in 0..PRODUCTS {
        let page = shop.page(&path).await;
        seen.extend(cards(&page).into_iter().map(str::to_owned));
        let more = page.split("<div class=\"more\">").nth(1).unwrap().split("</div>").next().unwrap();
        let Some(next) = more.split(" rel=\"next\"").next().filter(|_| more.contains("rel=\"next\"")) else { break };
        path = next.rsplit("href=\"").next().unwrap().trim_end_matches('"').replace("&amp;", "&").replace("&#38;", "&");
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), PRODUCTS as usize);
}

#[tokio::test]
async fn a_cursor_of_another_list_starts_again() {
    let shop = Shop::open().await;
    assert!(!cards(&shop.page("/dien-thoai?sau=nonsense").await).is_empty());
}

#[tokio::test]
async fn deals_are_discounted() {
    let shop = Shop::open().await;
    let page = shop.page("/khuyen-mai").await;
    assert_eq!(cards(&page).len(), page.matches("class=\"badge badge-sale\"").count());
    assert!(page.contains(&format!("{} sản phẩm", PRODUCTS - PRODUCTS / 4)), "every fourth has no discount");
}

#[tokio::test]
async fn what_was_understood_can_be_removed() {
    let shop = Shop::open().await;
    let page = shop.page("/tim-kiem?q=%C4%91i%E1%BB%87n+tho%E1%BA%A1i+d%C6%B0%E1%BB%9Bi+5+tri%E1%BB%87u").await;
    assert!(page.contains("chip-understood"), "the price is a chip");
    let removed = page.split("chip-understood\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(removed.contains("bo="), "{removed}");
    assert!(link_after(&page, "data-suggest").is_some());
}

#[tokio::test]
async fn products_stand_side_by_side() {
    let shop = Shop::open().await;
    let listing = shop.page("/dien-thoai").await;
    let ids: Vec<&str> =
        listing.split("data-id=\"").skip(1).filter_map(|rest| rest.split('"').next()).take(3).collect();
    let page = shop.page(&format!("/so-sanh?sp={}&sp={}&tim=nova", ids[0], ids[1])).await;
    assert_eq!(page.matches("<th scope=\"col\">").count(), 2);
    assert!(page.contains("class=\"found\""), "more can be added");
    assert!(page.contains("columns-2") && page.contains("RAM"));
}
