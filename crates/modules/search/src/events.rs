//! Events: those of the catalogue that change the index, by their stable names, and what this module publishes.

use cholon_kernel::{Event, EventEnvelope, ProductId};
use serde::{Deserialize, Serialize};

/// The staff's abbreviations or synonyms changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesChanged {}

impl Event for RulesChanged {
    const KIND: &'static str = "search.rules-changed";
}

const PRODUCTS_CHANGED: &str = "catalog.products-changed";
const CATEGORIES_CHANGED: &str = "catalog.categories-changed";

/// What an event means for the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Concern {
    /// These products must be loaded again.
    Products(Vec<ProductId>),
    /// Names of categories are in every document, so all must be loaded again.
    Everything,
    /// The staff's rules must be loaded again.
    Rules,
    /// Nothing.
    Nothing,
}

#[derive(Debug, Deserialize)]
struct Products {
    product_ids: Vec<ProductId>,
}

/// What `event` means. A payload that cannot be read means everything: too much work is better than a stale shop.
pub(crate) fn concern(event: &EventEnvelope) -> Concern {
    match event.kind.as_str() {
        PRODUCTS_CHANGED => match Products::deserialize(&event.payload) {
            Ok(products) => Concern::Products(products.product_ids),
            Err(error) => {
                tracing::error!(error = %error, event.position = %event.position, "event cannot be read, index is rebuilt");
                Concern::Everything
            }
        },
        CATEGORIES_CHANGED => Concern::Everything,
        RulesChanged::KIND => Concern::Rules,
        _ => Concern::Nothing,
    }
}
