//! The cache of checked queries says what a migrated database says.

use std::path::Path;

use serde_json::Value;
use sqlx::{AssertSqlSafe, Column as _, Executor as _, SqlSafeStr as _, Statement as _};

/// Name and type of every column that a statement answers with.
type Columns = Vec<(String, Value)>;

/// The SQL of a cached query and the columns its file promises.
fn promise(path: &Path) -> (String, Columns) {
    let file: Value = serde_json::from_slice(&std::fs::read(path).expect("a query cache that can be read"))
        .expect("a query cache that can be read");
    let columns = file["describe"]["columns"].as_array().expect("a query cache that can be read");
    let columns = columns.iter().map(|column| {
        (column["name"].as_str().expect("a query cache that can be read").into(), column["type_info"].clone())
    });
    (file["query"].as_str().expect("a query cache that can be read").into(), columns.collect())
}

#[tokio::test]
async fn cached_queries_match_the_migrations() {
    let test = cholon_testkit::database().await;
    let database = test.database();
    let mut connection = database.read().await.expect("a query cache that can be read");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../.sqlx");
    let (mut count, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).expect("a query cache that can be read") {
        let path = entry.expect("a query cache that can be read").path();
        let (sql, promised) = promise(&path);
        count += 1;
        match (&mut *connection).prepare(AssertSqlSafe(sql).into_sql_str()).await {
            Err(error) => wrong.push(format!("{}: {error}", path.display())),
            Ok(statement) => {
                let columns = statement.columns().iter();
                let found: Columns = columns
                    .map(|column| {
                        (
                            column.name().to_owned(),
                            serde_json::to_value(column.type_info()).expect("a query cache that can be read"),
                        )
                    })
                    .collect();
                if found != promised {
                    wrong.push(format!("{}: {promised:?} but {found:?}", path.display()));
                }
            }
        }
    }
    assert!(count > 0, "no cached queries");
    assert!(wrong.is_empty(), "make the cache anew: {wrong:#?}");
}
