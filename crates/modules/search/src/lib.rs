//! Finding products: the embedded index, Vietnamese query understanding, ranking, facets and suggestions.

mod analysis;
pub mod evaluate;
mod events;
mod facade;
mod follower;
mod index;
pub mod model;
mod query;
mod ranking;
mod rebuild;
mod related;
mod source;
mod suggest;

pub use facade::{IndexStatus, IndexedOffer, Search, SearchError, Visible};
pub use follower::Follower;
pub use query::{Rule, RuleError, RuleKind};
pub use rebuild::{Rebuild, reindex};
pub use source::{DocumentSource, SourceError};
