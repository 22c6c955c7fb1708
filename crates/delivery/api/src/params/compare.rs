//! Parameters of the comparison.

use cholon_kernel::ProductId;
use utoipa::IntoParams;

use crate::query::{ProductIdText, Query};

/// The most products side by side.
pub(crate) const PRODUCTS_MAX: usize = 4;

/// What to put side by side.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct CompareParams {
    /// Identifiers of the products, separated by commas; one that is named twice counts once.
    #[param(style = Form, explode = false, min_items = 1, max_items = 4, value_type = Vec<Uuid>)]
    pub(crate) ids: Vec<ProductId>,
}

impl CompareParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        let mut ids: Vec<ProductId> = Vec::with_capacity(PRODUCTS_MAX);
        for ProductIdText(id) in query.list("ids", PRODUCTS_MAX) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Self { ids }
    }
}
