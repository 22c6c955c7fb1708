//! What a person can take along, and that nothing stays behind.

use cholon_identity::model::{Channel, ConsentPurpose};
use cholon_kernel::AccountId;
use sqlx::{AssertSqlSafe, Row as _};

use crate::support::{Shop, shop};

const AN: &str = "an.rieng@example.vn";

async fn erase(shop: &Shop, account: AccountId) {
    let mut tx = shop.identity.begin().await.unwrap();
    shop.identity.erase(&mut tx, account).await.unwrap();
    tx.commit().await.unwrap();
}

/// Every table in which a text is found, in any column.
async fn tables_with(shop: &Shop, text: &str) -> Vec<String> {
    let mut connection = shop.test.database().read().await.unwrap();
    let tables = sqlx::query(
        "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    let tables = tables.fetch_all(&mut *connection).await.unwrap();
    let mut found = Vec::new();
    for table in tables.iter().map(|row| row.get::<String, _>(0)) {
        let statement = format!("SELECT count(*) FROM {table} t WHERE strpos(t::text, $1) > 0");
        let count: i64 =
            sqlx::query_scalar(AssertSqlSafe(statement)).bind(text).fetch_one(&mut *connection).await.unwrap();
        if count > 0 {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn nothing_personal_stays_after_an_account_was_deleted() {
    let shop = shop().await;
    let entered = shop.register(AN, Channel::Web).await;
    shop.identity.decide(entered.account, ConsentPurpose::Marketing, true).await.unwrap();
    assert!(!tables_with(&shop, AN).await.is_empty(), "the search finds what is there");
    let exported = shop.identity.personal_data(entered.account).await.unwrap().document;
    assert_eq!(exported["account"]["email"], AN);
    assert_eq!(exported["consents"].as_array().unwrap().len(), 2);
    erase(&shop, entered.account).await;
    for text in [AN, "Nguyễn Thị An", "203.0.113.7", "Android 14"] {
        assert_eq!(tables_with(&shop, text).await, Vec::<String>::new(), "{text}");
    }
    let cookie = entered.cookie.unwrap();
    assert!(shop.identity.visitor(cookie.reveal()).await.unwrap().is_none());
    shop.pass(3600);
    let again = shop.register(AN, Channel::Web).await;
    assert_ne!(again.account, entered.account, "the address is free for a new account");
}
