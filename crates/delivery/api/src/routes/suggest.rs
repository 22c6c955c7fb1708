//! `GET /v1/search/suggest`: suggestions while typing.

use std::collections::HashMap;

use axum::extract::{RawQuery, State};
use cholon_catalog::model::ProductCard;
use cholon_kernel::ProductId;
use cholon_search::model;
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::link::{Brand, CategoryLink};
use crate::dto::product_summary::ProductSummary;
use crate::dto::suggestion::{Suggestion, Suggestions};
use crate::params::suggest::SuggestParams;
use crate::query::Query;
use crate::{failure, names::Names};

/// Suggest while typing
///
/// Queries, categories, brands and products for a text that is being typed, from its first syllable on.
#[utoipa::path(
    get,
    path = "/v1/search/suggest",
    tag = "search",
    params(SuggestParams, ReadHeaders),
    responses(
        (status = OK, description = "Suggestions, the best first.", body = Suggestions),
        Failures,
    )
)]
pub(super) async fn suggest(State(state): State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = SuggestParams::read(&mut query);
    query.finish()?;
    let suggestions = state.search.suggest(&params.q, params.limit);
    let names = Names::load(&state.catalog).await.map_err(failure::from_catalog)?;
    let ids: Vec<ProductId> = suggestions.iter().filter_map(product_id).collect();
    let cards = state.catalog.cards(&ids).await.map_err(failure::from_catalog)?;
    let cards: HashMap<ProductId, &ProductCard> = cards.iter().map(|card| (card.id, card)).collect();
    let items = suggestions.into_iter().filter_map(|suggestion| shown(&names, &cards, suggestion)).collect();
    Ok(Rendered::json(&Suggestions { items })?.cached(caching::SEARCH_TTL, caching::suggestion_tags(&ids)))
}

const fn product_id(suggestion: &model::Suggestion) -> Option<ProductId> {
    match suggestion {
        model::Suggestion::Product { id, .. } => Some(*id),
        _ => None,
    }
}

/// The suggestion with what a caller needs to open it; none when it has just gone from the catalogue.
fn shown(names: &Names, cards: &HashMap<ProductId, &ProductCard>, suggestion: model::Suggestion) -> Option<Suggestion> {
    Some(match suggestion {
        model::Suggestion::Query { text } => Suggestion::Query { text },
        model::Suggestion::Category { id, .. } => {
            Suggestion::Category { category: CategoryLink::from(&names.category_by_id(id)?.link) }
        }
        model::Suggestion::Brand { id, .. } => Suggestion::Brand { brand: Brand::from(names.brand_by_id(id)?) },
        model::Suggestion::Product { id, .. } => {
            Suggestion::Product { product: Box::new(ProductSummary::from(*cards.get(&id)?)) }
        }
    })
}
