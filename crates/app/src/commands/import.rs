//! `cholon import products`: reads goods from a file, with progress in the terminal.

use std::process::ExitCode;

use anyhow::Context as _;
use cholon_catalog::import::{ImportMode, ImportOptions, ImportReport, ImportSource};

use crate::cli::ImportProducts;
use crate::operator::{actor, say};
use crate::progress::Bar;
use crate::shop::{Place, Shop};

/// Imports the file and reports; a refused file is a failure.
pub(crate) async fn run(place: &Place, options: &ImportProducts) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let mode = if options.skip_bad_rows { ImportMode::SkipBadRows } else { ImportMode::AllOrNothing };
    let import = ImportOptions { is_dry_run: options.dry_run, mode, actor: actor() };
    let bar = Bar::new("reading");
    let source = ImportSource::File(options.file.clone());
    let outcome = shop.catalog.import(&source, &import, &|progress| bar.import(progress)).await;
    bar.finish();
    shop.close().await?;
    let report = outcome.with_context(|| format!("{} was not imported", options.file.display()))?;
    tell(&report, options.dry_run);
    Ok(if report.is_accepted { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(report: &ImportReport, is_dry_run: bool) {
    for error in &report.errors {
        say(error);
    }
    let untold = (report.error_count as usize).saturating_sub(report.errors.len());
    if untold > 0 {
        say(format_args!("… and {untold} more errors"));
    }
    if !report.unknown_columns.is_empty() {
        say(format_args!("columns that were not understood: {}", report.unknown_columns.join(", ")));
    }
    if report.resumed_after > 0 {
        say(format_args!("continued an interrupted import after {} products", report.resumed_after));
    }
    say(summary(report, is_dry_run));
}

fn summary(report: &ImportReport, is_dry_run: bool) -> String {
    let ImportReport { rows, products, created, updated, skipped, error_count, .. } = report;
    match (report.is_accepted, is_dry_run) {
        (true, true) => format!("{rows} rows of {products} products can be imported; nothing was written"),
        (true, false) => {
            format!(
                "{rows} rows: {created} products created, {updated} updated, {skipped} left out, {error_count} errors"
            )
        }
        (false, _) => format!(
            "{error_count} errors in {rows} rows; nothing was written. Correct them, or take the good rows with --skip-bad-rows"
        ),
    }
}
