//! The catalogue: products, variants, categories, brands, specs, pictures, prices and their history.
//!
//! Owns the PostgreSQL schema `catalog` and the files of pictures. Invariants, all in the database: a SKU and a slug
//! are unique, every product has a variant, a price is never negative and every change of it is kept.
//! Leaves to others: finding products (search), stock movements (inventory; `available` is its published copy here).

mod facade;
pub mod model;

pub use facade::{Catalog, CatalogError, CategoryTree};
