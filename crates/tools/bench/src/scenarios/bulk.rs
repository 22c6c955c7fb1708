//! PERF-9: import and reindexing of many products, as an operator does them.

use std::path::PathBuf;
use std::time::Duration;

use super::Scenario;
use crate::command;
use crate::place::WorkDir;
use crate::report::Row;

/// The number of products that the time limits are for.
const PRODUCTS: u32 = 100_000;
const IMPORT_MAX: Duration = Duration::from_mins(1);
const REINDEX_MAX: Duration = Duration::from_secs(30);

/// The data folder of the large shop.
pub(crate) fn data_dir(work: &WorkDir) -> PathBuf {
    work.join("large")
}

/// Makes up products, imports and reindexes them. The database is set up before and not counted.
pub(crate) async fn run(work: &WorkDir, products: u32) -> anyhow::Result<Vec<Row>> {
    let (data_dir, file) = (data_dir(work), work.join("products.jsonl"));
    let (count, path) = (products.to_string(), file.to_string_lossy().into_owned());
    let made = command::timed(&data_dir, &["demo", "generate", "--count", &count, &path]).await?;
    command::timed(&data_dir, &["migrate"]).await?;
    let imported = command::timed(&data_dir, &["import", "products", &path]).await?;
    let reindexed = command::timed(&data_dir, &["reindex"]).await?;
    let figure = |what: &str, time| Row::of_time(Scenario::Bulk.id(), format!("{what} {products} products"), time);
    let judged = |row: Row, time: Duration, most: Duration| match products {
        PRODUCTS => row.with_target(format!("≤ {} s", most.as_secs()), time <= most),
        _ => row,
    };
    Ok(vec![
        figure("make up", made),
        judged(figure("import", imported), imported, IMPORT_MAX),
        judged(figure("reindex", reindexed), reindexed, REINDEX_MAX),
    ])
}
