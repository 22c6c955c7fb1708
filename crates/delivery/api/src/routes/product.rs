//! `GET /v1/products/{slug}`: a product with everything its page shows.

use std::collections::HashSet;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use cholon_catalog::model::{self, Lookup};
use cholon_kernel::ProductId;
use cholon_webkit::{Problem, Rendered, redirect};
use http::StatusCode;

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::problem;
use crate::dto::product_detail::{Others, ProductDetail};
use crate::failure;
use crate::query::{Query, Slug};

/// The most related products shown, and the most that go with it.
const RELATED_MAX: usize = 8;

/// Get a product
///
/// Everything a product page shows, in one answer: variants with stock, pictures, data sheet, breadcrumb, a summary
/// of its reviews, related products and what goes with it.
#[utoipa::path(
    get,
    path = "/v1/products/{slug}",
    tag = "products",
    params(
        ("slug" = inline(Slug), Path, description = "The product's slug."),
        ReadHeaders,
    ),
    responses(
        (status = OK, description = "The product.", body = ProductDetail),
        (status = MOVED_PERMANENTLY, description = "The product's slug has changed.",
            headers(("Location" = String, description = "Path of this operation with the new slug."))),
        (status = NOT_FOUND, description = "There is no such product.", body = problem::Problem),
        (status = GONE, description = "The product is no longer offered.", body = problem::Problem),
        Failures,
    )
)]
pub(super) async fn get_product(
    State(state): State<ApiState>,
    slug: Result<Path<String>, PathRejection>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    Query::parse(raw.as_deref()).finish()?;
    let slug = super::path_slug(slug)?;
    let found = state.catalog.product_by_slug(slug.as_str()).await.map_err(failure::from_catalog)?;
    match found {
        Lookup::Found(detail) => Ok(shown(&state, &detail).await?.into_response()),
        Lookup::Moved(new) => Ok(redirect(StatusCode::MOVED_PERMANENTLY, &format!("/v1/products/{new}"))),
        Lookup::Gone => Err(Problem::gone()),
        Lookup::Unknown => Err(Problem::not_found()),
    }
}

async fn shown(state: &ApiState, detail: &model::ProductDetail) -> Result<Rendered, Problem> {
    let tree = state.catalog.category_tree().await.map_err(failure::from_catalog)?;
    let others = others(state, detail.card.id).await?;
    let body = ProductDetail::new(detail, &tree.path(detail.card.category.id), &others);
    let others = others.related.iter().chain(&others.goes_with);
    let shown = std::iter::once(detail.card.id).chain(others.map(|card| card.id));
    Ok(Rendered::json(&body)?.cached(caching::CATALOG_TTL, caching::product_tags(shown)))
}

/// Other products that are shown; one SQL statement.
async fn others(state: &ApiState, id: ProductId) -> Result<Others, Problem> {
    let mut related = state.search.related(id, RELATED_MAX);
    let related_count = related.len();
    related.extend(state.search.goes_with(id, RELATED_MAX));
    let first: HashSet<ProductId> = related[..related_count].iter().copied().collect();
    let cards = state.catalog.cards(&related).await.map_err(failure::from_catalog)?;
    let (related, goes_with) = cards.into_iter().partition(|card| first.contains(&card.id));
    Ok(Others { related, goes_with })
}
