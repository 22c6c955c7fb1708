//! `GET /v1/products`: the products for sale, filtered and sorted.

use axum::extract::{RawQuery, State};
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::listing::ProductPage;
use crate::dto::problem;
use crate::params::filters::FilterParams;
use crate::params::paging::PagingParams;
use crate::params::products::CategoryParams;
use crate::query::Query;
use crate::{failure, listing, names::Names};

/// List products
///
/// Products for sale with filters, order and counts for every filter. A filter value that nothing has finds nothing.
#[utoipa::path(
    get,
    path = "/v1/products",
    tag = "products",
    params(CategoryParams, FilterParams, PagingParams, ReadHeaders),
    responses(
        (status = OK, description = "One page of products.", body = ProductPage,
            links(("product" = (
                operation_id = "get_product",
                parameters(("slug" = "$response.body#/items/0/slug")),
                description = "The first product of the page."
            )))),
        (status = NOT_FOUND, description = "The cursor does not belong to this list.", body = problem::Problem),
        Failures,
    )
)]
pub(super) async fn list_products(State(state): State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let (scope, filters) = (CategoryParams::read(&mut query), FilterParams::read(&mut query));
    let paging = PagingParams::read(&mut query);
    query.finish()?;
    let names = Names::load(&state.catalog).await.map_err(failure::from_catalog)?;
    let category = scope.category.map(|slug| names.category_filter(&slug));
    let request = listing::request(&names, category, &filters, paging);
    let answer = listing::ask(&state, &request)?;
    let page = listing::page(&state, &names, &answer).await?;
    Ok(Rendered::json(&page)?.cached(caching::LISTING_TTL, caching::listing_tags(&answer.hits)))
}
