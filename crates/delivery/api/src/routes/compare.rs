//! `GET /v1/products/compare`: up to four products side by side.

use axum::extract::{RawQuery, State};
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::comparison::{self, Comparison};
use crate::dto::product_summary::ProductSummary;
use crate::failure;
use crate::params::compare::CompareParams;
use crate::query::Query;

/// Compare products
///
/// Up to four products side by side: a row for every spec that any of them has, differences marked.
#[utoipa::path(
    get,
    path = "/v1/products/compare",
    tag = "products",
    params(CompareParams, ReadHeaders),
    responses(
        (status = OK, description = "The products side by side.", body = Comparison),
        Failures,
    )
)]
pub(super) async fn compare_products(
    State(state): State<ApiState>,
    RawQuery(raw): RawQuery,
) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = CompareParams::read(&mut query);
    query.finish()?;
    let products = state.catalog.details(&params.ids).await.map_err(failure::from_catalog)?;
    let is_found = |id: &cholon_kernel::ProductId| products.iter().any(|product| product.card.id == *id);
    let missing = params.ids.iter().filter(|id| !is_found(id)).map(|id| id.as_uuid()).collect();
    let body = Comparison {
        items: products.iter().map(|product| ProductSummary::from(&product.card)).collect(),
        rows: comparison::rows(&products),
        missing,
    };
    Ok(Rendered::json(&body)?.cached(caching::CATALOG_TTL, caching::product_tags(params.ids)))
}
