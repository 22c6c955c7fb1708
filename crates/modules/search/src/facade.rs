//! The façade: what the floors above may ask of the index.

use cholon_kernel::ProductId;

use crate::model::{SearchRequest, SearchResponse, Suggestion};

/// Why the index could not answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The cursor belongs to another list.
    #[error("cursor does not fit this list")]
    Cursor,
}

/// The search of the shop. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Search {}

impl Search {
    /// Runs a query or a listing. Synchronous and in memory: a few milliseconds at most.
    pub fn search(&self, _request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        todo!()
    }

    /// Suggestions while typing, at most `limit`.
    pub fn suggest(&self, _text: &str, _limit: usize) -> Vec<Suggestion> {
        todo!()
    }

    /// Products like this one: same leaf category first, close in price and brand, in stock.
    pub fn related(&self, _id: ProductId, _limit: usize) -> Vec<ProductId> {
        todo!()
    }
}
