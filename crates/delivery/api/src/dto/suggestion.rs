//! Suggestions while typing.

use serde::Serialize;
use utoipa::ToSchema;

use super::link::{Brand, CategoryLink};
use super::product_summary::ProductSummary;

/// Suggestions for a text that is being typed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct Suggestions {
    /// Suggestions, the best first.
    #[schema(max_items = 20)]
    pub(crate) items: Vec<Suggestion>,
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Suggestion {
    /// A query to run.
    Query {
        /// What `q` takes.
        #[schema(example = "điện thoại pin trâu")]
        text: String,
    },
    /// A category to open.
    Category {
        /// The category.
        category: CategoryLink,
    },
    /// A brand to open.
    Brand {
        /// The brand.
        brand: Brand,
    },
    /// A product to open.
    Product {
        /// The product.
        product: Box<ProductSummary>,
    },
}
