//! The catalogue: products, variants, categories, brands, specs, pictures, prices and their history.
//!
//! Owns the `PostgreSQL` schema `catalog` and the files of pictures. Invariants, all in the database: a SKU and a slug
//! are unique, every product has a variant, a price is never negative and every change of it is kept.
//! Leaves to others: finding products (search), stock movements (inventory; `available` is its published copy here).

pub mod barcode;
mod card_memory;
mod document;
mod error;
pub mod events;
pub mod export;
mod facade;
mod facets;
pub mod import;
mod index_record;
mod lifecycle;
pub mod media;
pub mod model;
mod offer;
mod pricing;
mod publish;
mod rich_text;
pub mod sheet;
mod slug;
mod snapshot;
mod store;
mod tree;
mod verify;

pub use error::CatalogError;
pub use facade::{CARDS_MAX, Catalog, DETAILS_MAX, WALK_PAGE_MAX};
pub use index_record::{IndexFacet, IndexRecord};
pub use offer::{OFFERS_MAX, VariantOffer};
pub use pricing::PriceRecord;
pub use slug::is_reserved_slug;
pub use tree::CategoryTree;
pub use verify::Difference;
