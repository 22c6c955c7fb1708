//! What pages and the index read.

use cholon_catalog::model::{Lookup, SpecTemplate};
use cholon_kernel::{Locale, Money, Quantity};

use crate::support::{RICH, Shop, table};

#[tokio::test]
async fn a_page_gets_everything_in_one_piece() {
    let shop = Shop::open().await;
    shop.import(RICH).await;
    let Lookup::Found(detail) = shop.catalog.product_by_slug("may-tinh-x1").await.unwrap() else { panic!("not found") };
    assert_eq!(detail.variants.iter().map(|variant| variant.sku.as_str()).collect::<Vec<_>>(), ["X1-D", "00123"]);
    assert_eq!((detail.card.price, detail.card.list_price), (Money::vnd(9_000_000), Money::vnd(10_000_000)));
    assert!(detail.card.price_varies && detail.card.in_stock);
    assert_eq!(detail.card.path(), "/laptop/may-tinh-x1");
    assert_eq!(detail.card.name_in(Locale::En), "X1 computer");
    assert_eq!(detail.variants[0].dimensions_mm, Some([300, 200, 15]));
    assert_eq!(detail.specs[0].display(), "14\u{a0}inch");
    let card = shop.catalog.cards(&[detail.card.id]).await.unwrap();
    assert_eq!(card, std::slice::from_ref(&detail.card));
    assert_eq!(shop.catalog.details(&[detail.card.id]).await.unwrap(), [detail]);
}

#[tokio::test]
async fn the_template_of_a_category_makes_facets_and_highlights() {
    let shop = Shop::open().await;
    shop.import(RICH).await;
    let entry = |group: &str, name: &str, unit: &str| SpecTemplate {
        group: group.into(),
        name: name.into(),
        unit: Some(unit.into()),
        is_filter: true,
    };
    let template = [entry("Bộ nhớ", "RAM", "GB"), entry("Màn hình", "Kích thước", "inch")];
    shop.catalog.describe_category("may-tinh", Some("Computers"), 1, &template).await.unwrap();
    let record = shop.catalog.next_index_records(None, 10).await.unwrap().remove(0);
    let facets: Vec<_> = record.facets.iter().map(|facet| (facet.key.as_str(), facet.value.as_str())).collect();
    let expected = [
        ("ram", "16 GB"),
        ("kich-thuoc", "14 inch"),
        ("man-hinh", "14.5 inch"),
        ("khong-day", "Có"),
        ("mau-sac", "Đen"),
        ("mau-sac", "Bạc"),
    ];
    assert_eq!(facets, expected);
    assert_eq!(record.category_path.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Máy tính", "Laptop"]);
    assert_eq!(record.skus, ["X1-D", "00123"]);
    let cards = shop.catalog.cards(&[record.id]).await.unwrap();
    assert_eq!(
        cards[0].highlights.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        ["16 GB", "14 inch", "14.5 inch", "Không dây"]
    );
}

#[tokio::test]
async fn a_walk_sees_every_product_once() {
    let shop = Shop::open().await;
    shop.import(&table(25)).await;
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = shop.catalog.next_index_records(after, 10).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen.extend(page.iter().map(|record| record.id));
    }
    assert_eq!(seen.len(), 25);
    assert_eq!(shop.catalog.index_records(&seen).await.unwrap().len(), 25);
    assert_eq!(shop.catalog.sitemap_page(None, 100).await.unwrap().len(), 25);
    assert_eq!(shop.catalog.newest(5).await.unwrap().len(), 5);
    assert_eq!(shop.catalog.featured(5).await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_kept_card_is_read_again_when_its_product_changed() {
    let shop = Shop::open().await;
    shop.import(&table(3)).await;
    shop.catalog.keep_cards();
    let ids: Vec<_> = shop.catalog.newest(3).await.unwrap();
    let (first, count) = cholon_testkit::statements(shop.catalog.cards(&ids)).await;
    assert_eq!((first.unwrap().len(), count), (3, 1));
    let reversed: Vec<_> = ids.iter().rev().copied().collect();
    let (kept, count) = cholon_testkit::statements(shop.catalog.cards(&reversed)).await;
    let kept = kept.unwrap();
    assert_eq!((kept.iter().map(|card| card.id).collect::<Vec<_>>(), count), (reversed, 0));

    let record = shop.catalog.index_records(&ids[..1]).await.unwrap().remove(0);
    shop.catalog.set_available(&record.skus[0], Quantity::new(0).unwrap()).await.unwrap();
    shop.catalog.invalidate_products(&ids[..1]);
    let (changed, count) = cholon_testkit::statements(shop.catalog.cards(&ids)).await;
    let in_stock: Vec<_> = changed.unwrap().iter().map(|card| card.in_stock).collect();
    assert_eq!((in_stock, count), (vec![false, true, true], 1));
    shop.catalog.invalidate();
    assert_eq!(cholon_testkit::statements(shop.catalog.cards(&ids)).await.1, 1);
}
