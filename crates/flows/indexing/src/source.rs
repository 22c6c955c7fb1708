//! The catalogue as the search module's source of documents.

use async_trait::async_trait;
use cholon_catalog::Catalog;
use cholon_kernel::ProductId;
use cholon_search::model::IndexDocument;
use cholon_search::{DocumentSource, SourceError};

use crate::document;

/// Documents made from the catalogue's records.
#[derive(Debug, Clone)]
pub struct CatalogDocuments {
    catalog: Catalog,
}

impl CatalogDocuments {
    /// The documents of `catalog`.
    #[must_use]
    pub const fn new(catalog: Catalog) -> Self {
        Self { catalog }
    }
}

#[async_trait]
impl DocumentSource for CatalogDocuments {
    async fn documents(&self, ids: &[ProductId]) -> Result<Vec<IndexDocument>, SourceError> {
        let records = self.catalog.index_records(ids).await.map_err(SourceError::new)?;
        Ok(records.into_iter().map(document::from_record).collect())
    }

    async fn next_documents(&self, after: Option<ProductId>, limit: u32) -> Result<Vec<IndexDocument>, SourceError> {
        let records = self.catalog.next_index_records(after, limit).await.map_err(SourceError::new)?;
        Ok(records.into_iter().map(document::from_record).collect())
    }
}
