//! What machines read: structured data, sitemap, robots, manifest.

use http::StatusCode;
use serde_json::Value;

use crate::support::{PRODUCTS, Shop};

fn json_ld(page: &str) -> Vec<Value> {
    let blocks = page.split("<script type=\"application/ld+json\">").skip(1);
    blocks.map(|block| serde_json::from_str(block.split("</script>").next().unwrap()).unwrap()).collect()
}

#[tokio::test]
async fn a_product_tells_its_offers() {
    let shop = Shop::open().await;
    let path = shop.first_product("/dien-thoai?con-hang=1").await;
    let blocks = json_ld(&shop.page(&path).await);
    let product = blocks.iter().find(|block| block["@type"] == "Product").unwrap();
    let offer = &product["offers"][0];
    assert_eq!(product["url"], format!("https://shop.example{path}"));
    assert_eq!(
        (&offer["priceCurrency"], &offer["availability"]),
        (&"VND".into(), &"https://schema.org/InStock".into())
    );
    assert!(offer["price"].as_str().unwrap().parse::<u64>().unwrap() > 0);
    let way = blocks.iter().find(|block| block["@type"] == "BreadcrumbList").unwrap();
    assert_eq!(way["itemListElement"].as_array().unwrap().len(), 4);
    assert_eq!(way["itemListElement"][1]["item"], "https://shop.example/dien-tu");
}

#[tokio::test]
async fn the_home_page_tells_shop_and_search() {
    let shop = Shop::open().await;
    let blocks = json_ld(&shop.page("/en").await);
    let website = blocks.iter().find(|block| block["@type"] == "WebSite").unwrap();
    assert_eq!(website["potentialAction"]["target"]["urlTemplate"], "https://shop.example/en/tim-kiem?q={q}");
    assert!(blocks.iter().any(|block| block["@type"] == "Organization"));
}

#[tokio::test]
async fn the_sitemap_leads_to_every_product() {
    let shop = Shop::open().await;
    let index = shop.page("/sitemap.xml").await;
    assert!(shop.page("/robots.txt").await.contains("Sitemap: https://shop.example/sitemap.xml"));
    let mut products = 0;
    for file in index.split("<loc>https://shop.example").skip(1).filter_map(|rest| rest.split('<').next()) {
        let urls = shop.page(file).await;
        products += urls.matches("<lastmod>").count();
        assert!(urls.matches("<url>").count() <= 50_000);
    }
    assert_eq!(products, PRODUCTS as usize * 2, "each in two languages");
}

#[tokio::test]
async fn files_of_pages_are_there_for_ever() {
    let shop = Shop::open().await;
    let page = shop.page("/").await;
    for mark in ["rel=\"stylesheet\" href=\"", "<script src=\"", "rel=\"manifest\" href=\"", "rel=\"icon\" href=\""] {
        let path = page.split(mark).nth(1).unwrap().split('"').next().unwrap();
        let answer = shop.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let kept = answer.headers[http::header::CACHE_CONTROL].to_str().unwrap();
        assert_eq!(kept.contains("immutable"), path.starts_with("/assets/"), "{path} {kept}");
    }
    let weight = page.len();
    assert!(weight < 200 * 1024, "the home page's markup is {weight} bytes");
}
