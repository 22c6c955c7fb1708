//! Products side by side: `/so-sanh?sp=<id>&sp=<id>`, with `tim` looking for more.

use std::time::Duration;

use axum::extract::{RawQuery, State};
use cholon_cache::Tag;
use cholon_catalog::{CatalogError, DETAILS_MAX};
use cholon_kernel::{PageSize, ProductId};
use cholon_search::model::SearchRequest;
use cholon_webkit::{Problem, Rendered, pairs};

use crate::pages::listing::{render, search};
use crate::view::compare::{columns, compare_link, groups, query_of};
use crate::view::page::Page;
use crate::view::templates::{CompareTemplate, Found};
use crate::visit::{Visit, problem};

const TTL: Duration = Duration::from_mins(10);
/// Products offered to be added.
const FOUND_LENGTH: u16 = 8;

/// `/so-sanh`
pub(crate) async fn page(State(visit): State<Visit>, RawQuery(query): RawQuery) -> Result<Rendered, Problem> {
    let query = query.unwrap_or_default();
    let ids = product_ids(&query, DETAILS_MAX);
    let tree = visit.tree().await?;
    let mut page = visit.frame(&tree, "/so-sanh");
    page = page.clone().titled(page.t("compare-heading"));
    page.is_indexed = query.is_empty();
    let find = pairs(&query).find(|(key, _)| key == "tim").map(|(_, text)| text).unwrap_or_default();
    let products =
        if ids.is_empty() { Vec::new() } else { visit.front.from.catalog.details(&ids).await.map_err(problem)? };
    let shown: Vec<ProductId> = products.iter().map(|product| product.card.id).collect();
    let named: Vec<String> = shown.iter().map(ToString::to_string).collect();
    page.switch_query = query_of(&named);
    let found = found(&visit, &page, &find, &shown).await?;
    let mut tags = vec![Tag::categories(), Tag::listing()];
    tags.extend(ids.into_iter().map(Tag::product));
    let template =
        CompareTemplate { columns: columns(&products, &page), groups: groups(&products, &page), find, found, page };
    Ok(render(&template)?.cached(TTL, tags))
}

/// The products a query names with `sp`, each once, the first `max` of them.
pub(crate) fn product_ids(query: &str, max: usize) -> Vec<ProductId> {
    let mut ids = Vec::new();
    for (_, text) in pairs(query).filter(|(key, _)| key == "sp") {
        if let Ok(id) = text.parse()
            && !ids.contains(&id)
            && ids.len() < max
        {
            ids.push(id);
        }
    }
    ids
}

/// What can be added: the best finds for `text` that are not there yet, each with the comparison's new link.
async fn found(visit: &Visit, page: &Page, text: &str, shown: &[ProductId]) -> Result<Vec<Found>, Problem> {
    if text.trim().is_empty() || shown.len() >= DETAILS_MAX {
        return Ok(Vec::new());
    }
    let size = PageSize::new(FOUND_LENGTH).unwrap_or_default();
    let response = search(visit, SearchRequest { text: Some(text.to_owned()), size, ..SearchRequest::default() })?;
    let ids: Vec<ProductId> = response.hits.iter().map(|hit| hit.id).filter(|id| !shown.contains(id)).collect();
    let cards: Result<_, CatalogError> = visit.front.from.catalog.cards(&ids).await;
    let kept: Vec<String> = shown.iter().map(ToString::to_string).collect();
    let found = cards.map_err(problem)?.into_iter().map(|card| {
        let all: Vec<String> = kept.iter().cloned().chain([card.id.to_string()]).collect();
        Found {
            name: card.name_in(page.locale).to_owned(),
            price: card.price.to_string(),
            href: compare_link(page, &all),
        }
    });
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_different_products_are_read() {
        let id = |number: u8| format!("0190a000-0000-7000-8000-0000000000{number:02}");
        let query = [1, 1, 2, 3, 4, 5].map(|number| format!("sp={}", id(number))).join("&");
        let ids = product_ids(&format!("{query}&sp=nonsense"), DETAILS_MAX);
        assert_eq!(ids.iter().map(ToString::to_string).collect::<Vec<_>>(), [1, 2, 3, 4].map(id));
    }
}
