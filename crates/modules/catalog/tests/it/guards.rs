//! What the database refuses, whoever asks.

use cholon_catalog::CatalogError;
use cholon_database::DatabaseError;
use sqlx::AssertSqlSafe;

use crate::support::{RICH, Shop, table};

async fn refused(shop: &Shop, sql: &str) -> CatalogError {
    let mut tx = shop.database.begin().await.unwrap();
    match sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await {
        Err(error) => DatabaseError::from(error).into(),
        Ok(_) => DatabaseError::from(tx.commit().await.unwrap_err()).into(),
    }
}

#[tokio::test]
async fn broken_rules_become_named_errors() {
    let shop = Shop::open().await;
    shop.import(RICH).await;
    shop.import(&table(2)).await;
    let cases = [
        ("UPDATE catalog.variants SET sku = 'S0' WHERE sku = 'S1'", "SkuTaken"),
        ("UPDATE catalog.products SET slug = 'may-tinh-x1' WHERE slug = 'cap-sac-so-1'", "SlugTaken"),
        ("UPDATE catalog.products SET slug = 'Có dấu' WHERE slug = 'cap-sac-so-1'", "SlugMalformed"),
        ("UPDATE catalog.variants SET barcode = '4006381333932' WHERE sku = 'S0'", "BarcodeMalformed"),
        ("UPDATE catalog.variants SET price = list_price + 1 WHERE sku = 'S0'", "PriceOutOfRange"),
        ("UPDATE catalog.variants SET price = -1 WHERE sku = 'S0'", "PriceOutOfRange"),
        ("DELETE FROM catalog.variants WHERE sku = 'S0'", "VariantRequired"),
        (
            "UPDATE catalog.categories SET parent_id = (SELECT id FROM catalog.categories WHERE name = 'Cáp')
            WHERE name = 'Phụ kiện'",
            "CategoryCycle",
        ),
    ];
    for (sql, expected) in cases {
        let error = refused(&shop, sql).await;
        assert_eq!(format!("{error:?}"), expected, "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_transactions_cannot_each_take_one_of_the_last_two_variants() {
    let shop = Shop::open().await;
    shop.import("product,sku,name,category,price_vnd\nao,A-S,Áo,Áo,1\nao,A-M,,,1\n").await;
    let take = async |sku: &'static str| {
        let mut tx = shop.database.begin().await.unwrap();
        sqlx::query("DELETE FROM catalog.variants WHERE sku = $1").bind(sku).execute(&mut *tx).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        tx.commit().await.is_ok()
    };
    let (left, right) = tokio::join!(take("A-S"), take("A-M"));
    assert!(left ^ right, "{left} {right}");
    assert_eq!(shop.count("SELECT count(*) FROM catalog.variants").await, 1);
}

#[tokio::test]
async fn a_moved_category_takes_its_subtree_along() {
    let shop = Shop::open().await;
    shop.import("sku,name,category,price_vnd\n1,a,A > B > C,1\n2,b,D,1\n").await;
    let sql = "UPDATE catalog.categories SET parent_id = (SELECT id FROM catalog.categories WHERE name = 'D') WHERE name = 'B'";
    sqlx::query(sql).execute(shop.database.pool()).await.unwrap();
    assert_eq!(shop.catalog.verify().await.unwrap(), []);
    assert_eq!(shop.count("SELECT level::bigint FROM catalog.categories WHERE name = 'C'").await, 2);
    let tree = shop.catalog.category_tree().await.unwrap();
    assert_eq!(tree.at("d").unwrap().product_count, 2);
    assert_eq!(tree.at("a").unwrap().product_count, 0);
}
