//! Why an import could not run at all; what is wrong with single rows is in the report.

use crate::error::CatalogError;

/// Why an import did not run to its end.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Read(#[from] std::io::Error),
    /// The file has no content.
    #[error("the file is empty")]
    Empty,
    /// The file, or a spreadsheet in it, is too large.
    #[error("the file is too large: at most {} rows, 2 GiB of text or a spreadsheet of 256 MiB", super::ROWS_MAX)]
    TooLarge,
    /// The first row names no column that every row needs.
    #[error("the first row must name the columns, among them sku")]
    NoHeader,
    /// The content is neither JSONL, CSV nor XLSX.
    #[error("the file is neither JSONL, CSV nor XLSX: {0}")]
    Unreadable(String),
    /// Another import is running.
    #[error("another import is running; wait until it has finished")]
    Busy,
    /// Between check and write somebody else changed what the file is about; running it again helps.
    #[error("products changed while the import ran (row {row}): run it again, it continues where it stopped")]
    Overtaken {
        /// The first row concerned.
        row: u32,
    },
    /// The catalogue refused.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The reading task was stopped.
    #[error("reading was interrupted")]
    Interrupted,
}

impl From<cholon_database::DatabaseError> for ImportError {
    fn from(error: cholon_database::DatabaseError) -> Self {
        Self::Catalog(error.into())
    }
}

impl From<sqlx::Error> for ImportError {
    fn from(error: sqlx::Error) -> Self {
        Self::Catalog(error.into())
    }
}
