//! Imports of products (JSONL, CSV, XLSX, each also gzip): first every row is checked, then batches are applied.
//!
//! Invariants: a batch is one transaction with its progress, so a killed import continues where it stopped and
//! nothing is written twice or half; an unchanged product writes nothing; imports run one at a time.

mod apply;
mod cell;
mod check;
mod directory;
mod error;
mod fields;
mod gather;
mod lock;
mod merge;
mod parse;
mod patch;
mod read;
mod resolve;
mod row_error;
mod run;
mod source;
mod stream;

use cholon_kernel::{Actor, ImportRunId};

pub use error::ImportError;
pub use merge::AVAILABLE_DEFAULT;

pub use row_error::{RowError, RowErrorCode};
pub use source::ImportSource;

pub(crate) use merge::now;
#[cfg(test)]
pub(crate) use {cell::Cell, parse::parse_row};

/// Rows of one file at most.
pub const ROWS_MAX: u32 = 2_000_000;
/// Errors that a report and the record of a run keep; the rest is counted.
pub const ERRORS_KEPT_MAX: usize = 100;

/// What happens to a file with bad rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImportMode {
    /// One bad row and nothing is written.
    #[default]
    AllOrNothing,
    /// Products with a bad row are left out, the others are written.
    SkipBadRows,
}

impl ImportMode {
    const fn code(self) -> &'static str {
        match self {
            Self::AllOrNothing => "all-or-nothing",
            Self::SkipBadRows => "skip-bad-rows",
        }
    }
}

/// How to import.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Check only.
    pub is_dry_run: bool,
    /// What happens to a file with bad rows.
    pub mode: ImportMode,
    /// On whose behalf; kept with the price history.
    pub actor: Actor,
}

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportPhase {
    /// Rows are read and checked.
    Checking,
    /// Products are written.
    Applying,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// What it is doing.
    pub phase: ImportPhase,
    /// Rows done in this phase.
    pub rows_done: u32,
    /// Rows in all; `None` while they are still being counted.
    pub rows_total: Option<u32>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// The record of the run; `None` after a dry run.
    pub run: Option<ImportRunId>,
    /// Whether products were, or would be, written: not when a bad row forbids it.
    pub is_accepted: bool,
    /// Rows in the file.
    pub rows: u32,
    /// Products in the file.
    pub products: u32,
    /// Products that were new.
    pub created: u32,
    /// Products that were changed.
    pub updated: u32,
    /// Products left out because of bad rows.
    pub skipped: u32,
    /// Products that an earlier, killed run had done already.
    pub resumed_after: u32,
    /// Errors in all.
    pub error_count: u32,
    /// The first [`ERRORS_KEPT_MAX`] errors.
    pub errors: Vec<RowError>,
    /// Columns that nobody knows; perhaps misspelt.
    pub unknown_columns: Vec<String>,
}

/// Who is told how far an import is.
pub type ProgressSink<'a> = &'a (dyn Fn(ImportProgress) + Send + Sync);
