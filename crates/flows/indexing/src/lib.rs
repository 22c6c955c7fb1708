//! The flow from the catalogue into the search index: catalogue records become documents of the index.
//!
//! Owns nothing; holds the one arrow between the two modules. Both ends stay ignorant of each other.

mod document;
mod source;

pub use source::CatalogDocuments;
