//! Finding products: the embedded index, Vietnamese query understanding, ranking, facets and suggestions.

mod analysis;
mod answer;
mod error;
pub mod evaluate;
pub mod events;
mod facade;
mod follower;
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
