//! Pages of products: items, total, cursor and facets.

use serde::Serialize;
use utoipa::ToSchema;

use super::category::CategoryHead;
use super::product_summary::ProductSummary;

/// One page of products.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProductPage {
    /// The products of this page.
    #[schema(max_items = 100)]
    pub(crate) items: Vec<ProductSummary>,
    /// How many products match in all.
    pub(crate) total: u32,
    /// What `cursor` takes to go on; `null` on the last page.
    #[schema(min_length = 1, max_length = 256, pattern = "^[A-Za-z0-9._-]+$", required)]
    pub(crate) next_cursor: Option<String>,
    /// Filters with counts; empty when `facets=false`.
    pub(crate) facets: Vec<Facet>,
}

/// One page of a category's products.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct CategoryProductPage {
    /// The category.
    pub(crate) category: CategoryHead,
    /// Its products and those of the categories below.
    #[serde(flatten)]
    pub(crate) page: ProductPage,
}

/// A filter with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Facet {
    /// `brand`, `category`, `price`, `rating`, `condition`, `stock` or the slug of a spec.
    #[schema(example = "ram")]
    pub(crate) key: String,
    /// The name in the shop's language.
    #[schema(example = "RAM")]
    pub(crate) label: String,
    /// Values that would find something.
    pub(crate) values: Vec<FacetValue>,
}

/// A value of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FacetValue {
    /// What a shopper reads.
    #[schema(example = "8 GB")]
    pub(crate) label: String,
    /// Products with this value that pass all other filters.
    #[schema(example = 31)]
    pub(crate) count: u32,
    /// Whether the filter is on.
    pub(crate) selected: bool,
    /// The query parameters that turn the filter on.
    #[schema(min_items = 1, max_items = 2)]
    pub(crate) parameters: Vec<FacetParameter>,
}

/// A query parameter of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FacetParameter {
    /// The parameter's name.
    #[schema(example = "spec")]
    pub(crate) name: &'static str,
    /// The parameter's value, not yet percent-encoded.
    #[schema(example = "ram:8-gb")]
    pub(crate) value: String,
}
