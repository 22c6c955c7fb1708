//! `GET /v1/categories/{slug}/products`: the products of a category and those below.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use cholon_cache::Tag;
use cholon_webkit::{Problem, Rendered, redirect};
use http::StatusCode;

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::category::CategoryHead;
use crate::dto::listing::CategoryProductPage;
use crate::dto::problem;
use crate::params::filters::FilterParams;
use crate::params::paging::PagingParams;
use crate::query::{Query, Slug};
use crate::{failure, listing, names::Names};

/// List a category's products
///
/// The category with its breadcrumb and the categories below, and one page of the products in all of them.
#[utoipa::path(
    get,
    path = "/v1/categories/{slug}/products",
    tag = "categories",
    params(
        ("slug" = inline(Slug), Path, description = "The category's slug."),
        FilterParams,
        PagingParams,
        ReadHeaders,
    ),
    responses(
        (status = OK, description = "The category and one page of its products.", body = CategoryProductPage),
        (status = MOVED_PERMANENTLY, description = "The category's slug has changed.",
            headers(("Location" = String, description = "Path of this operation with the new slug."))),
        (status = NOT_FOUND, description = "There is no such category, or the cursor does not belong to this list.",
            body = problem::Problem),
        Failures,
    )
)]
pub(super) async fn list_category_products(
    State(state): State<ApiState>,
    slug: Result<Path<String>, PathRejection>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let (filters, paging) = (FilterParams::read(&mut query), PagingParams::read(&mut query));
    query.finish()?;
    let slug = super::path_slug(slug)?;
    let names = Names::load(&state.catalog).await.map_err(failure::from_catalog)?;
    if let Some(new) = names.tree().moved.get(slug.as_str()) {
        return Ok(redirect(StatusCode::MOVED_PERMANENTLY, &location(new, raw.as_deref())));
    }
    let category = names.category(&slug).ok_or_else(Problem::not_found)?;
    let request = listing::request(&names, Some(category.link.id), &filters, paging);
    let answer = listing::ask(&state, &request)?;
    let mut page = listing::page(&state, &names, &answer).await?;
    page.facets.retain(|facet| facet.key != CATEGORY_FACET);
    let body = CategoryProductPage { category: CategoryHead::of(names.tree(), category), page };
    let mut tags = caching::listing_tags(&answer.hits);
    tags.push(Tag::category(category.link.id));
    Ok(Rendered::json(&body)?.cached(caching::LISTING_TTL, tags).into_response())
}

/// The facet that this list leaves out: its category is in the path, and those below are in the answer's head.
const CATEGORY_FACET: &str = "category";

fn location(slug: &str, query: Option<&str>) -> String {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("/v1/categories/{slug}/products{query}")
}
