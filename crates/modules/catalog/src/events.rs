//! What the catalogue publishes, each in the transaction that makes it true.

use cholon_kernel::{CategoryId, Event, Money, ProductId, VariantId};
use serde::{Deserialize, Serialize};

/// Products that one event names at most; a larger change becomes several events.
pub const PRODUCTS_PER_EVENT_MAX: usize = 1000;

/// Products were added, changed, sold out or archived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductsChanged {
    /// The products, at most [`PRODUCTS_PER_EVENT_MAX`].
    pub product_ids: Vec<ProductId>,
    /// The categories they are filed in and, where that changed, were filed in.
    pub category_ids: Vec<CategoryId>,
}

impl Event for ProductsChanged {
    const KIND: &'static str = "catalog.products-changed";
}

/// The category tree changed: a node was added, renamed, moved or hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoriesChanged {}

impl Event for CategoriesChanged {
    const KIND: &'static str = "catalog.categories-changed";
}

/// One price before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// The product.
    pub product_id: ProductId,
    /// The variant.
    pub variant_id: VariantId,
    /// What it cost.
    pub old_price: Money,
    /// What it costs now.
    pub new_price: Money,
}

/// Prices of variants changed; shoppers who hold one in a cart are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChanged {
    /// The changes, at most [`PRODUCTS_PER_EVENT_MAX`].
    pub changes: Vec<PriceChange>,
}

impl Event for PriceChanged {
    const KIND: &'static str = "catalog.price-changed";
}

/// A picture of products has new files, such as AVIF beside WebP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaChanged {
    /// The products that show it, at most [`PRODUCTS_PER_EVENT_MAX`].
    pub product_ids: Vec<ProductId>,
}

impl Event for MediaChanged {
    const KIND: &'static str = "catalog.media-changed";
}
