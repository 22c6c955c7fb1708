//! What is where: pages, their twins, and what happens to addresses that are wrong, old or gone.

use cholon_catalog::model::Lookup;
use http::StatusCode;

use crate::support::Shop;

#[tokio::test]
async fn every_page_is_there_in_both_languages() {
    let shop = Shop::open().await;
    let product = shop.first_product("/dien-thoai").await;
    let paths = [
        "/",
        "/dien-thoai",
        "/tim-kiem?q=dien+thoai",
        "/khuyen-mai",
        "/so-sanh",
        "/gioi-thieu",
        "/chinh-sach/dieu-khoan",
        "/chinh-sach/bao-mat",
        "/chinh-sach/giao-hang",
        "/chinh-sach/doi-tra",
        "/chinh-sach/bao-hanh",
        "/chinh-sach/khieu-nai",
        &product,
    ];
    for path in paths {
        assert!(shop.page(path).await.contains("<html lang=\"vi\""), "{path}");
        let english = if path == "/" { "/en".to_owned() } else { format!("/en{path}") };
        assert!(shop.page(&english).await.contains("<html lang=\"en\""), "{english}");
    }
}

#[tokio::test]
async fn twins_name_each_other() {
    let shop = Shop::open().await;
    let page = shop.page("/dien-thoai").await;
    assert!(page.contains(r#"<link rel="canonical" href="https://shop.example/dien-thoai">"#));
    assert!(page.contains(r#"hreflang="en" href="https://shop.example/en/dien-thoai""#));
    let twin = shop.page("/en/dien-thoai").await;
    assert!(twin.contains(r#"<link rel="canonical" href="https://shop.example/en/dien-thoai">"#));
    assert!(twin.contains(r#"hreflang="vi" href="https://shop.example/dien-thoai""#));
}

#[tokio::test]
async fn wrong_and_old_addresses_lead_on() {
    let shop = Shop::open().await;
    let path = shop.first_product("/dien-thoai").await;
    let slug = path.rsplit('/').next().unwrap();
    let wrong = shop.get(&format!("/may-tinh-xach-tay/{slug}")).await;
    assert_eq!((wrong.status, wrong.location()), (StatusCode::MOVED_PERMANENTLY, path.as_str()));
    let Lookup::Found(product) = shop.catalog.product_by_slug(slug).await.unwrap() else { panic!("not there") };
    shop.catalog.rename_product(product.card.id, "ten-moi").await.unwrap();
    let old = shop.get(&format!("/en{path}")).await;
    assert_eq!((old.status, old.location()), (StatusCode::MOVED_PERMANENTLY, "/en/dien-thoai/ten-moi"));
    shop.catalog.archive(product.card.id).await.unwrap();
    let gone = shop.get("/dien-thoai/ten-moi").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text.contains("ngừng bán") && gone.text.contains("action=\"/tim-kiem\""));
}

#[tokio::test]
async fn a_renamed_category_leads_on() {
    let shop = Shop::open().await;
    shop.catalog.rename_category("dien-thoai", "dien-thoai-di-dong").await.unwrap();
    shop.catalog.invalidate();
    let old = shop.get("/dien-thoai").await;
    assert_eq!((old.status, old.location()), (StatusCode::MOVED_PERMANENTLY, "/dien-thoai-di-dong"));
}

#[tokio::test]
async fn what_is_nowhere_is_told_with_a_search_box() {
    let shop = Shop::open().await;
    for path in ["/khong-co", "/dien-thoai/khong-co", "/a/b/c", "/en/khong-co", "/chinh-sach/khong-co", "/media/x.jpg"]
    {
        let answer = shop.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text.contains("/tim-kiem\""), "{path}");
    }
}
