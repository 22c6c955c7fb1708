//! Exports of all products in the shape that imports read; the name of the file says the format.
//!
//! Invariants: the order is that of the slugs, so two exports of the same products are the same bytes (CSV, JSONL);
//! memory does not grow with the catalogue; the file appears whole or not at all.

mod format;
mod table;
mod writer;

use std::path::{Path, PathBuf};

pub use format::ExportFormat;
use tokio::sync::mpsc;

use crate::document::ProductDocument;
use crate::error::CatalogError;
use crate::facade::Catalog;
use crate::sheet::ProductSheet;
use crate::store;

/// Products that are read in one statement.
const PAGE_PRODUCTS: u32 = 1_000;
/// Pages that wait for the disk.
const PAGES_WAITING_MAX: usize = 2;

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The name does not end in a known format.
    #[error("the file name must end in .jsonl, .csv or .xlsx, optionally followed by .gz")]
    UnknownFormat,
    /// The file cannot be written.
    #[error("the file cannot be written")]
    Write(#[from] std::io::Error),
    /// The content does not fit the format, such as too many rows for a spreadsheet.
    #[error("the content does not fit the format: {0}")]
    Format(String),
    /// The catalogue could not be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The writing task was stopped.
    #[error("writing was interrupted")]
    Interrupted,
}

impl Catalog {
    /// Writes all products to `path`; answers how many. `progress` is told the products written so far.
    pub async fn export(&self, path: &Path, progress: &(dyn Fn(u32) + Send + Sync)) -> Result<u32, ExportError> {
        let format = ExportFormat::of(path).ok_or(ExportError::UnknownFormat)?;
        let (sender, receiver) = mpsc::channel(PAGES_WAITING_MAX);
        let target = PathBuf::from(path);
        let writing = tokio::task::spawn_blocking(move || writer::write_file(&target, format, receiver));
        let read = self.send_pages(sender, progress).await;
        let written = writing.await.map_err(|_stopped| ExportError::Interrupted)?;
        // A writer that failed stops the reader; its reason is the one to tell.
        written?;
        read
    }

    async fn send_pages(
        &self,
        sender: mpsc::Sender<Vec<ProductSheet>>,
        progress: &(dyn Fn(u32) + Send + Sync),
    ) -> Result<u32, ExportError> {
        let mut count = 0;
        let mut after = String::new();
        loop {
            let page = self.page(&after).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.product);
            count += u32::try_from(page.len()).unwrap_or_default();
            if sender.send(page).await.is_err() {
                return Err(ExportError::Interrupted);
            }
            progress(count);
        }
        // An empty page is the sign that everything is there and the file may get its name.
        sender.send(Vec::new()).await.map_err(|_closed| ExportError::Interrupted)?;
        Ok(count)
    }

    async fn page(&self, after: &str) -> Result<Vec<ProductSheet>, CatalogError> {
        let mut connection = self.inner.database.read().await?;
        let documents: Vec<ProductDocument> =
            store::imports::next_documents(&mut connection, after, PAGE_PRODUCTS).await?;
        Ok(documents.into_iter().map(ProductSheet::from).collect())
    }
}
