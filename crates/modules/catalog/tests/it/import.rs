//! Imports and exports.

use std::time::Duration;

use cholon_catalog::import::{ImportError, ImportMode, ImportPhase, RowErrorCode};
use tokio::sync::Notify;

use crate::support::{RICH, Shop, options, source, table};

const PRODUCTS: &str = "SELECT count(*) FROM catalog.products";
const EVENTS: &str = "SELECT count(*) FROM events.log";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_imports_to_the_same_in_every_format() {
    let shop = Shop::open().await;
    shop.import(RICH).await;
    shop.import("sku,name,category,price_vnd,brand\nA1,Ốp lưng,Phụ kiện,5000,\nA2,Ốp lưng,Phụ kiện,6000,ABC\n").await;
    let first = shop.folder.path().join("first.jsonl");
    assert_eq!(shop.catalog.export(&first, &|_| ()).await.unwrap(), 3);
    let events = shop.count(EVENTS).await;
    for name in ["a.jsonl", "a.csv", "a.xlsx", "a.jsonl.gz", "a.csv.gz", "a.xlsx.gz"] {
        let path = shop.folder.path().join(name);
        shop.catalog.export(&path, &|_| ()).await.unwrap();
        let again = shop.import_file(&path).await;
        assert_eq!((again.created, again.updated, again.error_count), (0, 0, 0), "{name}: {:?}", again.errors);
        assert_eq!(again.unknown_columns, Vec::<String>::new(), "{name}");
        let other = Shop::open().await;
        other.import_file(&path).await;
        let second = shop.folder.path().join("second.jsonl");
        other.catalog.export(&second, &|_| ()).await.unwrap();
        let [left, right] = [&first, &second].map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(left, right, "{name}");
    }
    assert_eq!(shop.count(EVENTS).await, events, "importing the same raises no event");
}

#[tokio::test]
async fn one_bad_row_and_nothing_is_written() {
    let shop = Shop::open().await;
    let content = "sku,name,category,price_vnd,list_price_vnd,barcode\n\
        B1,Tốt,Cáp,1000,,\n\
        B2,,Cáp,abc,,\n\
        B3,Đắt,Cáp,2000,1000,4006381333932\n\
        B1,Trùng,Cáp,1,,\n";
    let report = shop.import(content).await;
    assert!(!report.is_accepted);
    let found: Vec<_> = report.errors.iter().map(|error| (error.row, error.column.as_str(), error.code)).collect();
    let expected = [
        (3, "name", RowErrorCode::Missing),
        (3, "price_vnd", RowErrorCode::NotANumber),
        (4, "price_vnd", RowErrorCode::PriceAboveListPrice),
        (4, "barcode", RowErrorCode::BarcodeMalformed),
        (5, "sku", RowErrorCode::DuplicateSku),
    ];
    assert_eq!(found, expected);
    assert_eq!(shop.count(PRODUCTS).await + shop.count("SELECT count(*) FROM catalog.categories").await, 0);
    let report = shop.import_as(content, ImportMode::SkipBadRows).await.unwrap();
    assert_eq!((report.created, report.skipped, shop.count(PRODUCTS).await), (1, 3, 1));
}

#[tokio::test]
async fn broken_files_are_refused_in_words() {
    let shop = Shop::open().await;
    let refused = |content: &'static str| shop.import_as(content, ImportMode::AllOrNothing);
    assert!(matches!(refused("").await, Err(ImportError::Empty)));
    assert!(matches!(refused("a,b\n1,2\n").await, Err(ImportError::NoHeader)));
    let archive = refused("PK\u{3}\u{4}no archive").await;
    assert!(matches!(archive, Err(ImportError::Unreadable(_))), "{archive:?}");
    let report =
        refused("{\"sku\":\"A\",\"name\":\"a\"\n{\"sku\":\"B\",\"name\":\"b\",\"category\":[\"c\"],\"price_vnd\":1}\n");
    let report = report.await.unwrap();
    assert_eq!((report.error_count, report.errors[0].row, report.errors[0].code), (1, 1, RowErrorCode::Malformed));
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let shop = Shop::open().await;
    let mut options = options(ImportMode::AllOrNothing);
    options.is_dry_run = true;
    let report = shop.catalog.import(&source(RICH), &options, &|_| ()).await.unwrap();
    assert_eq!((report.is_accepted, report.created, report.run), (true, 1, None));
    assert_eq!(shop.count(PRODUCTS).await + shop.count("SELECT count(*) FROM catalog.import_runs").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_import_continues_without_duplicates() {
    let shop = Shop::open().await;
    let content = table(5_000);
    let first_batch = Notify::new();
    let tell = |progress: cholon_catalog::import::ImportProgress| {
        if progress.phase == ImportPhase::Applying {
            first_batch.notify_one();
        }
    };
    let (source, options) = (source(&content), options(ImportMode::AllOrNothing));
    let killed = tokio::select! {
        biased;
        () = first_batch.notified() => true,
        _ = shop.catalog.import(&source, &options, &tell) => false,
    };
    assert!(killed, "the import was stopped in the middle");
    let written = shop.count(PRODUCTS).await;
    assert!((2_000..5_000).contains(&written), "{written}");
    assert_eq!(
        written,
        shop.count("SELECT sum(products_done) FROM catalog.import_runs WHERE status = 'running'").await
    );
    let report = import_when_free(&shop, &content).await;
    assert_eq!(i64::from(report.resumed_after), written);
    assert_eq!((report.created, shop.count(PRODUCTS).await), (5_000, 5_000));
    assert_eq!(shop.count("SELECT count(*) FROM catalog.price_changes").await, 5_000);
    let announced = "SELECT count(*) FROM events.log, jsonb_array_elements(payload->'product_ids')";
    assert_eq!(shop.count(announced).await, 5_000);
    assert_eq!(shop.catalog.verify().await.unwrap(), []);
}

/// The server needs a moment to notice that the connection with the lock is gone.
async fn import_when_free(shop: &Shop, content: &str) -> cholon_catalog::import::ImportReport {
    for _ in 0..100 {
        match shop.import_as(content, ImportMode::AllOrNothing).await {
            Err(ImportError::Busy) => tokio::time::sleep(Duration::from_millis(50)).await,
            done => return done.unwrap(),
        }
    }
    panic!("the lock of the killed import was never released");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_imports_at_once_one_is_told_to_wait() {
    let shop = Shop::open().await;
    let content = table(3_000);
    let (left, right) = tokio::join!(
        shop.import_as(&content, ImportMode::AllOrNothing),
        shop.import_as(&content, ImportMode::AllOrNothing)
    );
    let busy = [&left, &right].iter().filter(|answer| matches!(answer, Err(ImportError::Busy))).count();
    assert_eq!(busy, 1, "{left:?} {right:?}");
    assert_eq!(shop.count(PRODUCTS).await, 3_000);
}

#[tokio::test]
async fn what_a_file_does_not_mention_stays() {
    let shop = Shop::open().await;
    shop.import(RICH).await;
    let report = shop.import("sku,price_vnd\nX1-D,8000000\n").await;
    assert_eq!((report.updated, report.created), (1, 0));
    let path = shop.folder.path().join("a.jsonl");
    shop.catalog.export(&path, &|_| ()).await.unwrap();
    let exported = std::fs::read_to_string(path).unwrap();
    assert!(exported.contains(r#""price_vnd":8000000,"list_price_vnd":10000000"#), "{exported}");
    assert!(exported.contains("X1 computer") && exported.contains("4006381333931"), "{exported}");
    let events = "SELECT count(*) FROM events.log WHERE kind = 'catalog.price-changed'";
    assert_eq!(shop.count(events).await, 1);
}

#[tokio::test]
async fn rows_of_one_product_stand_together_and_belong_together() {
    let shop = Shop::open().await;
    let content = "product,sku,name,category,price_vnd,attributes\n\
        ao,A-S,Áo,Áo,100,\"[{\"\"name\"\":\"\"Cỡ\"\",\"\"value\"\":\"\"S\"\"}]\"\n\
        ao,A-M,,,110,\n\
        quan,Q,Quần,Quần,200,\n";
    assert_eq!(shop.import(content).await.created, 2);
    let split = shop.import("product,sku,name,category,price_vnd\nao,A-S,Áo,Áo,1\nvay,V,Váy,Váy,1\nao,A-L,,,1\n").await;
    assert_eq!(split.errors[0].code, RowErrorCode::ProductSplit);
    let foreign = shop.import("product,sku\nao,A-S\nao,Q\n").await;
    assert_eq!(foreign.errors[0].code, RowErrorCode::SkuOfOtherProduct);
    let taken = shop.import("product,sku\nquan,A-S\n").await;
    assert_eq!(taken.errors[0].code, RowErrorCode::SlugTaken);
}
