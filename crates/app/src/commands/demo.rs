//! `cholon demo`: goods to try the shop with.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

use crate::operator::say;
use crate::progress::Bar;
use crate::shop::{Place, Shop};

/// The seed of made-up products, so that two machines measure the same.
const GENERATOR_SEED: u64 = 2026;

/// Fills an empty shop.
pub(crate) async fn seed(place: &Place) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let outcome = fill(&shop).await;
    shop.close().await?;
    outcome.map(|()| ExitCode::SUCCESS)
}

/// Fills the shop where it is empty, with progress in the terminal.
pub(crate) async fn fill(shop: &Shop) -> anyhow::Result<()> {
    let bar = Bar::new("demo goods");
    let outcome = cholon_demo::seed(&shop.catalog, &|done| bar.count(done)).await;
    bar.finish();
    let summary = outcome?;
    if summary.products > 0 {
        say(format_args!("{} demo products with {} pictures", summary.products, summary.pictures));
    }
    Ok(())
}

/// Writes made-up products as JSONL.
pub(crate) fn generate(count: usize, file: &Path) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(File::create(file)?);
    for row in cholon_demo::generate(count, GENERATOR_SEED) {
        serde_json::to_writer(&mut out, &row)?;
        writeln!(out)?;
    }
    out.flush()?;
    say(format_args!("{count} products written to {}", file.display()));
    Ok(ExitCode::SUCCESS)
}
