//! What can go wrong.

use crate::query::RuleError;
use crate::source::SourceError;

/// Why the index could not answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The cursor belongs to another list.
    #[error("cursor does not fit this list")]
    Cursor,
    /// There is no index in the folder yet.
    #[error("there is no search index yet")]
    Missing,
    /// The folder of the index cannot be read or written.
    #[error("search index folder failed")]
    Folder(#[from] std::io::Error),
    /// The index cannot be read or written.
    #[error("search index failed")]
    Index(#[from] tantivy::TantivyError),
    /// The database's answer.
    #[error("search tables failed")]
    Database(#[from] cholon_database::DatabaseError),
    /// The event log's answer.
    #[error("event log failed")]
    Events(#[from] cholon_events::EventError),
    /// The documents could not be loaded.
    #[error("loading documents for the index failed")]
    Source(#[from] SourceError),
    /// The thread that writes the index ended early.
    #[error("writing the search index stopped")]
    Stopped,
    /// A rule for synonyms that cannot work.
    #[error("synonym rule is not usable")]
    Rule(#[from] RuleError),
}
