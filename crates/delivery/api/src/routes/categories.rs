//! `GET /v1/categories`: the category tree.

use axum::extract::{RawQuery, State};
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::category::CategoryForest;
use crate::failure;
use crate::query::Query;

/// Get the category tree
///
/// All categories with products for sale, nested.
#[utoipa::path(
    get,
    path = "/v1/categories",
    tag = "categories",
    params(ReadHeaders),
    responses(
        (status = OK, description = "The category tree.", body = CategoryForest,
            links(("products" = (
                operation_id = "list_category_products",
                parameters(("slug" = "$response.body#/items/0/slug")),
                description = "The products of the first category."
            )))),
        Failures,
    )
)]
pub(super) async fn list_categories(
    State(state): State<ApiState>,
    RawQuery(raw): RawQuery,
) -> Result<Rendered, Problem> {
    Query::parse(raw.as_deref()).finish()?;
    let tree = state.catalog.category_tree().await.map_err(failure::from_catalog)?;
    Ok(Rendered::json(&CategoryForest::of(&tree))?.cached(caching::TREE_TTL, caching::tree_tags()))
}
