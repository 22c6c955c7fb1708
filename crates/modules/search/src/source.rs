//! Where documents come from: the port to the catalogue.

use async_trait::async_trait;
use cholon_kernel::ProductId;

use crate::model::IndexDocument;

/// The source could not give documents.
#[derive(Debug, thiserror::Error)]
#[error("the source of documents failed")]
pub struct SourceError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl SourceError {
    /// The error of a source.
    pub fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Box::new(error))
    }
}

/// The products that shoppers may find, as documents.
#[async_trait]
pub trait DocumentSource: Send + Sync {
    /// The documents of `ids`; products that shoppers may not find (any more) are left out.
    async fn documents(&self, ids: &[ProductId]) -> Result<Vec<IndexDocument>, SourceError>;

    /// The next documents in the order of ids, at most `limit`; none when there are no more.
    async fn next_documents(&self, after: Option<ProductId>, limit: u32) -> Result<Vec<IndexDocument>, SourceError>;
}
