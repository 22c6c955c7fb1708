//! Parameters of the product list that its siblings do not have.

use utoipa::IntoParams;

use crate::query::{Query, Slug};

/// Where to look for products.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct CategoryParams {
    /// Only products of this category and those below, by slug.
    #[param(inline)]
    pub(crate) category: Option<Slug>,
}

impl CategoryParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { category: query.value("category") }
    }
}
