//! Prices, stock, slugs and life of products.

use cholon_catalog::CatalogError;
use cholon_catalog::model::Lookup;
use cholon_kernel::{Actor, Money, Quantity};

use crate::support::{RICH, Shop, table};

#[tokio::test(flavor = "multi_thread")]
async fn no_concurrent_price_change_is_forgotten() {
    let shop = Shop::open().await;
    shop.import(&table(1)).await;
    let change = async |number: i64| {
        let actor = Actor::Operator(format!("op{}", number % 3));
        shop.catalog.change_price("S0", Money::vnd(2_000 + number), None, &actor).await.unwrap()
    };
    let changes: Vec<_> = (0..40).map(change).collect();
    let answers = futures_util::future::join_all(changes).await;
    let history = shop.catalog.price_history("S0").await.unwrap();
    assert_eq!(history.len(), 1 + answers.iter().flatten().count());
    for pair in history.windows(2) {
        assert_eq!(pair[0].old_price, Some(pair[1].new_price), "each line begins where the one before ended");
    }
    assert!(history[0].actor.starts_with("operator:op"), "{}", history[0].actor);
    assert_eq!(history.last().unwrap().old_price, None);
    assert_eq!(shop.catalog.verify().await.unwrap(), []);
}

#[tokio::test]
async fn a_price_changed_behind_our_back_is_kept_too() {
    let shop = Shop::open().await;
    shop.import(&table(1)).await;
    sqlx::query("UPDATE catalog.variants SET price = 5").execute(shop.database.pool()).await.unwrap();
    let history = shop.catalog.price_history("S0").await.unwrap();
    assert_eq!((history.len(), history[0].new_price), (2, Money::vnd(5)));
    assert!(history[0].actor.starts_with("database:"), "{}", history[0].actor);
}

#[tokio::test]
async fn a_price_that_is_so_already_changes_nothing() {
    let shop = Shop::open().await;
    shop.import(&table(1)).await;
    let change = |price: i64| shop.catalog.change_price("S0", Money::vnd(price), None, &Actor::System);
    assert_eq!(change(1_000).await.unwrap(), None);
    assert_eq!(change(900).await.unwrap().unwrap().old_price, Money::vnd(1_000));
    assert!(matches!(change(-1).await, Err(CatalogError::PriceOutOfRange)));
    let unknown = shop.catalog.change_price("none", Money::vnd(1), None, &Actor::System).await;
    assert!(matches!(unknown, Err(CatalogError::NotFound("variant"))));
    assert!(shop.catalog.set_available("S0", Quantity::ZERO).await.unwrap());
    assert!(!shop.catalog.set_available("S0", Quantity::ZERO).await.unwrap());
}

#[tokio::test]
async fn renamed_archived_and_unknown_slugs_are_told_apart() {
    let shop = Shop::open().await;
    shop.import(RICH).await;
    let Lookup::Found(detail) = shop.catalog.product_by_slug("may-tinh-x1").await.unwrap() else { panic!("not found") };
    let id = detail.card.id;
    for slug in ["may-tinh-x2", "may-tinh-x3"] {
        shop.catalog.rename_product(id, slug).await.unwrap();
    }
    for old in ["may-tinh-x1", "may-tinh-x2"] {
        let moved = shop.catalog.product_by_slug(old).await.unwrap();
        assert_eq!(moved, Lookup::Moved("may-tinh-x3".into()), "{old}");
    }
    shop.catalog.rename_product(id, "may-tinh-x1").await.unwrap();
    assert!(matches!(shop.catalog.product_by_slug("may-tinh-x1").await.unwrap(), Lookup::Found(_)));
    assert_eq!(shop.catalog.product_by_slug("khong-co").await.unwrap(), Lookup::Unknown);
    assert!(matches!(shop.catalog.rename_product(id, "Có dấu").await, Err(CatalogError::SlugMalformed)));
    shop.catalog.archive(id).await.unwrap();
    assert_eq!(shop.catalog.product_by_slug("may-tinh-x1").await.unwrap(), Lookup::Gone);
    assert_eq!(shop.catalog.product_by_slug("may-tinh-x3").await.unwrap(), Lookup::Gone);
    shop.catalog.rename_category("laptop", "may-tinh-xach-tay").await.unwrap();
    let tree = shop.catalog.category_tree().await.unwrap();
    assert_eq!(tree.moved.get("laptop").map(AsRef::as_ref), Some("may-tinh-xach-tay"));
}
