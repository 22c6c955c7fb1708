//! Finding products: the embedded index, Vietnamese query understanding, ranking, facets and suggestions.
//!
//! Owns the folder of the index and the `PostgreSQL` schema `search` (staff's synonyms, query log). Invariants: documents
//! and queries go through the same analysis; what is visible and the position in the event log come from one commit; a
//! question is answered from one snapshot, by integers and bit masks, without a document store; text that a shopper
//! typed never leads to an error or to an empty page. Leaves to others: what a product is (the catalogue, through
//! [`DocumentSource`]), words and pages.
//!
//! From text to page: [`Search::search`] → `answer` → `query::understand` (price, short forms, keyboard, blanks,
//! spelling, synonyms, names) → `ranking::run` (matches, filters, facets, second look, cursor) over an
//! `index::Snapshot`. From change to index: [`Follower`] → `events` → [`DocumentSource`] → `index::IndexBuilder` →
//! [`Search::visible`]. Knowledge of the language lies in `data/`, the worth of each sign in `ranking::Weights`.

mod analysis;
mod answer;
mod error;
pub mod evaluate;
pub mod events;
mod facade;
mod follower;
mod goes_with;
mod index;
pub mod model;
mod query;
mod query_log;
mod ranking;
mod rebuild;
mod related;
mod source;
mod store;
mod suggest;
mod synonyms;

pub use error::SearchError;
pub use facade::{IndexStatus, IndexedOffer, Search, Visible};
pub use follower::Follower;
pub use query::{Rule, RuleError, RuleKind};
pub use query_log::{QueryCounts, QueryLog, QueryOrder};
pub use rebuild::{Rebuild, reindex};
pub use source::{DocumentSource, SourceError};
pub use synonyms::Synonyms;
