//! `cholon reindex`: builds the search index anew beside the one that serves.

use std::process::ExitCode;

use crate::operator::say;
use crate::progress::Bar;
use crate::shop::{Place, Shop};

/// Rebuilds from the database. The position is taken first: what changes meanwhile is indexed again afterwards.
pub(crate) async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let position = shop.log.head().await?;
    let bar = Bar::new("indexing products");
    let source = shop.documents();
    let progress = |done: u64| bar.count(done);
    let outcome = cholon_search::reindex(&place.index_dir(), source.as_ref(), position, progress).await;
    bar.finish();
    shop.close().await?;
    say(format_args!("{} products indexed", outcome?));
    Ok(ExitCode::SUCCESS)
}
