//! How long answers may be remembered, and which events drop them earlier.

use std::time::Duration;

use cholon_cache::Tag;
use cholon_kernel::ProductId;
use cholon_search::model::Hit;

/// Products by themselves.
pub(crate) const CATALOG_TTL: Duration = Duration::from_mins(15);
/// Lists of products.
pub(crate) const LISTING_TTL: Duration = Duration::from_mins(10);
/// Search results and suggestions.
pub(crate) const SEARCH_TTL: Duration = Duration::from_mins(10);
/// Categories and brands.
pub(crate) const TREE_TTL: Duration = Duration::from_hours(1);
/// Public keys: a revoked one is seen by others soon after it is here.
pub(crate) const KEYS_TTL: Duration = Duration::from_secs(30);
/// What changes only with the program.
pub(crate) const STATIC_TTL: Duration = Duration::from_hours(1);

/// The tags of an answer that shows these products by themselves.
pub(crate) fn product_tags(products: impl IntoIterator<Item = ProductId>) -> Vec<Tag> {
    let products = products.into_iter().map(Tag::product);
    products.chain([Tag::categories()]).collect()
}

/// The tags of a list of products: those on it, and any other that may come to be on it.
pub(crate) fn listing_tags(hits: &[Hit]) -> Vec<Tag> {
    let products = hits.iter().map(|hit| Tag::product(hit.id));
    products.chain([Tag::listing(), Tag::categories(), Tag::brands()]).collect()
}

/// The tags of suggestions.
pub(crate) fn suggestion_tags(products: &[ProductId]) -> Vec<Tag> {
    let products = products.iter().copied().map(Tag::product);
    products.chain([Tag::listing(), Tag::categories(), Tag::brands()]).collect()
}

/// The tags of the category tree, whose counts change with the products.
pub(crate) fn tree_tags() -> Vec<Tag> {
    vec![Tag::categories(), Tag::listing()]
}

/// The tags of the brands, which are those with products for sale.
pub(crate) fn brand_tags() -> Vec<Tag> {
    vec![Tag::brands(), Tag::listing()]
}
