//! The results: as a table for people, as JSON for machines, and inside a document that is kept.

mod document;
mod figures;
mod machine;
mod row;
mod table;

use std::io::Write as _;

use anyhow::Context as _;
use serde::Serialize;

pub(crate) use figures::bytes;
pub(crate) use machine::Machine;
pub(crate) use row::{Limit, Row};

use crate::options::BenchOptions;

/// Everything that one bench found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    /// Where and when.
    pub(crate) machine: Machine,
    /// Short rounds, whose figures mean little.
    pub(crate) is_quick: bool,
    /// One line a measurement.
    pub(crate) rows: Vec<Row>,
}

/// Prints the results and writes them to the files that the options name.
pub(crate) fn deliver(report: &Report, options: &BenchOptions) -> anyhow::Result<()> {
    let text = document::results(report);
    writeln!(std::io::stdout(), "{text}")?;
    if let Some(file) = &options.json {
        let json = serde_json::to_string_pretty(report)?;
        std::fs::write(file, json + "\n").with_context(|| format!("{} cannot be written", file.display()))?;
    }
    if let Some(file) = &options.update {
        document::update(file, &text)?;
    }
    Ok(())
}
