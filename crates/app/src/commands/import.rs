//! `cholon import products`: reads goods from a file, with progress in the terminal.

use std::process::ExitCode;

use anyhow::Context as _;
use cholon_catalog::import::{ImportMode, ImportOptions, ImportReport};

use crate::cli::ImportProducts;
use crate::operator::{actor, say};
use crate::progress::Bar;
use crate::shop::{Place, Shop};

/// Errors that are printed; the rest is counted.
const ERRORS_SHOWN_MAX: usize = 50;

/// Imports the file and reports; a refused file is a failure.
pub(crate) async fn run(place: &Place, options: &ImportProducts) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let mode = if options.skip_bad_rows { ImportMode::SkipBadRows } else { ImportMode::AllOrNothing };
    let bar = Bar::rows();
    let outcome = shop
        .catalog
        .import_file(&options.file, ImportOptions { dry_run: options.dry_run, mode, actor: actor() }, &|progress| {
            bar.show(progress);
        })
        .await
        .with_context(|| format!("{} was not imported", options.file.display()));
    bar.finish();
    shop.close().await?;
    Ok(report(&outcome?))
}
