//! Demo goods: what a newcomer finds in the shop after the first start.

use std::iter;

use cholon_catalog::Catalog;
use cholon_catalog::sheet::ProductSheet;

/// What seeding did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Products added.
    pub products: usize,
    /// Pictures drawn.
    pub pictures: usize,
}

/// Fills an empty shop.
pub async fn seed(_catalog: &Catalog, _progress: &(dyn Fn(u64) + Send + Sync)) -> anyhow::Result<Summary> {
    Ok(Summary::default())
}

/// Made-up products.
pub fn generate(_count: usize, _seed: u64) -> impl Iterator<Item = ProductSheet> {
    iter::empty()
}
