//! Finding products: the embedded index, Vietnamese query understanding, ranking, facets and suggestions.

mod analysis;
mod facade;
mod index;
pub mod model;
mod query;
mod ranking;
mod related;
mod suggest;

pub use facade::{IndexStatus, Search, SearchError};
pub use query::{Rule, RuleError, RuleKind};
