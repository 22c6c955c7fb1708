//! `GET /v1/search`: the search of the shop.

use axum::extract::{RawQuery, State};
use cholon_search::model::{Filters, SearchRequest};
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::problem;
use crate::dto::search::{Notice, SearchPage, Understood};
use crate::params::filters::FilterParams;
use crate::params::paging::PagingParams;
use crate::params::products::CategoryParams;
use crate::params::search::SearchParams;
use crate::query::{Query, UnderstoodToken};
use crate::{failure, listing, names::Names};

/// Search products
///
/// Understands Vietnamese with and without diacritics, typing errors, model numbers, and limits such as
/// `dưới 20 triệu`; parts that were taken as filters are listed in `understood` and can be undone with `without`.
/// A text without any result is answered with its most telling part, and `notice` says so.
#[utoipa::path(
    get,
    path = "/v1/search",
    tag = "search",
    params(SearchParams, CategoryParams, FilterParams, PagingParams, ReadHeaders),
    responses(
        (status = OK, description = "One page of results.", body = SearchPage,
            links(("product" = (
                operation_id = "get_product",
                parameters(("slug" = "$response.body#/items/0/slug")),
                description = "The first product of the page."
            )))),
        (status = NOT_FOUND, description = "The cursor does not belong to this list.", body = problem::Problem),
        Failures,
    )
)]
pub(super) async fn search(State(state): State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let (params, scope) = (SearchParams::read(&mut query), CategoryParams::read(&mut query));
    let (filters, paging) = (FilterParams::read(&mut query), PagingParams::read(&mut query));
    query.finish()?;
    let names = Names::load(&state.catalog).await.map_err(failure::from_catalog)?;
    let category = scope.category.map(|slug| names.category_filter(&slug));
    let request = SearchRequest {
        text: Some(params.q),
        literal: params.literal,
        without: params.without.into_iter().map(|UnderstoodToken(token)| token).collect(),
        ..listing::request(&names, category, &filters, paging)
    };
    let answer = listing::ask(&state, &request)?;
    let is_answered = answer.is_answered();
    let page = listing::page(&state, &names, &answer).await?;
    let body = SearchPage {
        page,
        understood: answer.understood.into_iter().map(Understood::from).collect(),
        notice: answer.notice.map(Notice::from),
    };
    let rendered = Rendered::json(&body)?.cached(caching::SEARCH_TTL, caching::listing_tags(&answer.hits));
    // Filters and further pages are the same question again.
    let is_plain = request.filters == Filters::default() && request.after.is_none();
    Ok(match request.text.filter(|_| is_plain) {
        Some(text) => rendered.witnessed(move |_| state.queries.searched(&text, is_answered)),
        None => rendered,
    })
}
