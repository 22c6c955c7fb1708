//! Finding products: the embedded index, Vietnamese query understanding, ranking, facets and suggestions.

mod facade;
pub mod model;

pub use facade::{Search, SearchError};
