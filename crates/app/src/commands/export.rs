//! `cholon export products`: writes all goods to a file.

use std::path::Path;
use std::process::ExitCode;

use crate::operator::say;
use crate::progress::Bar;
use crate::shop::{Place, Shop};

/// Exports all products; the format follows the file's name.
pub(crate) async fn run(place: &Place, file: &Path) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let bar = Bar::new("writing products");
    let outcome = shop.catalog.export(file, &|done| bar.count(u64::from(done))).await;
    bar.finish();
    shop.close().await?;
    say(format_args!("{} products written to {}", outcome?, file.display()));
    Ok(ExitCode::SUCCESS)
}
