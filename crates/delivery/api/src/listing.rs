//! Lists of products: from parameters to a question to the index, from its answer to a page.

use cholon_kernel::CategoryId;
use cholon_search::model::{Filters, SearchRequest, SearchResponse};
use cholon_webkit::Problem;

use crate::ApiState;
use crate::dto::listing::ProductPage;
use crate::dto::product_summary::ProductSummary;
use crate::facets;
use crate::failure;
use crate::names::Names;
use crate::params::filters::{FilterParams, Stars};
use crate::params::paging::PagingParams;

/// The question for a list: filters, order, size and place.
pub(crate) fn request(
    names: &Names,
    category: Option<CategoryId>,
    filters: &FilterParams,
    paging: PagingParams,
) -> SearchRequest {
    SearchRequest {
        filters: Filters {
            category,
            brands: names.brand_filter(&filters.brand),
            price_min: filters.min_price,
            price_max: filters.max_price,
            facets: facets::from_specs(&filters.spec),
            rating_min: filters.min_rating.map(Stars::hundredths),
            conditions: filters.condition.iter().map(|condition| condition.code().to_owned()).collect(),
            in_stock: filters.in_stock,
            ..Filters::default()
        },
        sort: paging.sort.into(),
        size: paging.size,
        after: paging.cursor,
        with_facets: paging.facets,
        ..SearchRequest::default()
    }
}

/// Asks the index; a few milliseconds in memory.
pub(crate) fn ask(state: &ApiState, request: &SearchRequest) -> Result<SearchResponse, Problem> {
    state.search.search(request).map_err(failure::from_search)
}

/// The page for an answer of the index; one SQL statement for the products on it.
pub(crate) async fn page(state: &ApiState, names: &Names, answer: &SearchResponse) -> Result<ProductPage, Problem> {
    let ids: Vec<_> = answer.hits.iter().map(|hit| hit.id).collect();
    let cards = state.catalog.cards(&ids).await.map_err(failure::from_catalog)?;
    Ok(ProductPage {
        items: cards.iter().map(ProductSummary::from).collect(),
        total: answer.total,
        next_cursor: answer.next.as_ref().map(ToString::to_string),
        facets: facets::shown(names, &answer.facets),
    })
}
