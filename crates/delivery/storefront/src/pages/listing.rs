//! What listings share: the question to the index made of a URL, and the cards of its answer.

use std::sync::Arc;

use cholon_cache::Tag;
use cholon_catalog::CategoryTree;
use cholon_catalog::model::{NamedLink, ProductCard};
use cholon_kernel::{BrandId, CategoryId, ProductId};
use cholon_search::SearchError;
use cholon_search::model::{Filters, SearchRequest, SearchResponse, Sort};
use cholon_webkit::Problem;

use crate::listing_query::ListingQuery;
use crate::view::facets::FacetReader;
use crate::view::listing::{ListingSource, ListingView};
use crate::view::page::Page;
use crate::visit::{Visit, problem};

/// A listing before it is asked for.
pub(crate) struct Listing {
    pub(crate) query: ListingQuery,
    /// The category whose page this is.
    pub(crate) category: Option<CategoryId>,
    pub(crate) discounted: bool,
    pub(crate) default_sort: Sort,
}

/// What the modules answered.
pub(crate) struct Answer {
    pub(crate) tree: Arc<CategoryTree>,
    brands: Arc<Vec<NamedLink<BrandId>>>,
    pub(crate) response: SearchResponse,
    pub(crate) cards: Vec<ProductCard>,
}

impl Listing {
    /// Asks the index, then the catalogue for the cards: one SQL statement with tree and brands in memory.
    pub(crate) async fn ask(&self, visit: &Visit, tree: Arc<CategoryTree>) -> Result<Answer, Problem> {
        let brands = visit.front.from.catalog.brands().await.map_err(problem)?;
        let response = search(visit, self.request(&tree, &brands))?;
        let ids: Vec<ProductId> = response.hits.iter().map(|hit| hit.id).collect();
        let cards = visit.front.from.catalog.cards(&ids).await.map_err(problem)?;
        Ok(Answer { tree, brands, response, cards })
    }

    fn request(&self, tree: &CategoryTree, brands: &[NamedLink<BrandId>]) -> SearchRequest {
        let query = &self.query;
        let chosen = query.category.as_deref().and_then(|slug| tree.at(slug)).map(|category| category.link.id);
        let is_asked = |brand: &&NamedLink<BrandId>| query.brands.iter().any(|slug| **slug == *brand.slug);
        SearchRequest {
            text: Some(query.text.clone()).filter(|text| !text.is_empty()),
            literal: query.literal,
            without: query.without.clone(),
            filters: Filters {
                category: self.category.or(chosen),
                brands: brands.iter().filter(is_asked).map(|brand| brand.id).collect(),
                price_min: query.price_min,
                price_max: query.price_max,
                facets: query.facets.clone(),
                rating_min: query.rating_min,
                conditions: query.conditions.clone(),
                in_stock: query.in_stock,
                discounted: self.discounted,
            },
            sort: query.sort.unwrap_or(self.default_sort),
            after: query.after.clone(),
            with_facets: true,
            ..SearchRequest::default()
        }
    }

    /// The view at `path`, the Vietnamese one.
    pub(crate) fn view(&self, answer: &Answer, page: &Page, path: &str) -> ListingView {
        let reader = FacetReader {
            page,
            query: &self.query,
            tree: &answer.tree,
            brands: &answer.brands,
            with_categories: self.category.is_none(),
        };
        let source = ListingSource {
            page,
            path,
            query: &self.query,
            response: &answer.response,
            cards: &answer.cards,
            reader,
            default_sort: self.default_sort,
        };
        source.view()
    }
}

/// Asks the index. A cursor of another list, as old links have, leads to the first page instead of an error.
pub(crate) fn search(visit: &Visit, request: SearchRequest) -> Result<SearchResponse, Problem> {
    match visit.front.from.search.search(&request) {
        Err(SearchError::Cursor) => visit.front.from.search.search(&SearchRequest { after: None, ..request }),
        answer => answer,
    }
    .map_err(Problem::unavailable)
}

/// The tags of pages that show these cards.
pub(crate) fn card_tags(cards: &[ProductCard]) -> impl Iterator<Item = Tag> {
    cards.iter().map(|card| Tag::product(card.id))
}

/// The answer of a template.
pub(crate) fn render(template: &impl askama::Template) -> Result<cholon_webkit::Rendered, Problem> {
    template.render().map(cholon_webkit::Rendered::html).map_err(Problem::internal)
}
