//! Parts of pages for the script: suggestions while typing, cards of what was viewed.

use std::collections::HashMap;
use std::time::Duration;

use axum::extract::{RawQuery, State};
use cholon_cache::Tag;
use cholon_catalog::CategoryTree;
use cholon_catalog::model::{NamedLink, ProductCard};
use cholon_kernel::{BrandId, ProductId};
use cholon_search::model::Suggestion;
use cholon_webkit::{Problem, Rendered, pairs};

use crate::links;
use crate::pages::compare::product_ids;
use crate::pages::listing::{card_tags, render};
use crate::view::card::{CardView, brand_link};
use crate::view::menu::{category_link, icon};
use crate::view::page::Page;
use crate::view::picture::PictureView;
use crate::view::templates::{CardsTemplate, SuggestItem, SuggestTemplate};
use crate::visit::{Visit, problem};

const TTL: Duration = Duration::from_mins(10);
/// Suggestions at most.
const SUGGESTIONS_MAX: usize = 9;
/// Cards that one call draws at most.
const CARDS_MAX: usize = 12;

/// `/manh/the-san-pham?sp=…`: cards in the order asked.
pub(crate) async fn cards(State(visit): State<Visit>, RawQuery(query): RawQuery) -> Result<Rendered, Problem> {
    let ids = product_ids(&query.unwrap_or_default(), CARDS_MAX);
    let cards = visit.front.from.catalog.cards(&ids).await.map_err(problem)?;
    let tree = visit.tree().await?;
    let page = visit.frame(&tree, "/manh/the-san-pham");
    let tags: Vec<Tag> = card_tags(&cards).collect();
    let cards = CardView::all(&cards, &page);
    Ok(render(&CardsTemplate { page, cards })?.cached(TTL, tags))
}

/// `/manh/goi-y?q=…`: the options of the search box.
pub(crate) async fn suggest(State(visit): State<Visit>, RawQuery(query): RawQuery) -> Result<Rendered, Problem> {
    let query = query.unwrap_or_default();
    let text = pairs(&query).find(|(key, _)| key == "q").map(|(_, text)| text).unwrap_or_default();
    let suggestions = visit.front.from.search.suggest(&text, SUGGESTIONS_MAX);
    let ids: Vec<ProductId> = suggestions.iter().filter_map(product_id).collect();
    let cards = visit.front.from.catalog.cards(&ids).await.map_err(problem)?;
    let tree = visit.tree().await?;
    let brands = visit.front.from.catalog.brands().await.map_err(problem)?;
    let page = visit.frame(&tree, "/manh/goi-y");
    let tags: Vec<Tag> =
        [Tag::listing(), Tag::categories(), Tag::brands()].into_iter().chain(card_tags(&cards)).collect();
    let by_id = cards.iter().map(|card| (card.id, card)).collect();
    let names = Names { page: &page, tree: &tree, brands: &brands, cards: by_id };
    let items = suggestions.iter().filter_map(|suggestion| names.item(suggestion)).collect();
    Ok(render(&SuggestTemplate { page, items })?.cached(TTL, tags))
}

const fn product_id(suggestion: &Suggestion) -> Option<ProductId> {
    match suggestion {
        Suggestion::Product { id, .. } => Some(*id),
        _ => None,
    }
}

/// Where suggestions lead.
struct Names<'a> {
    page: &'a Page,
    tree: &'a CategoryTree,
    brands: &'a [NamedLink<BrandId>],
    cards: HashMap<ProductId, &'a ProductCard>,
}

impl Names<'_> {
    fn item(&self, suggestion: &Suggestion) -> Option<SuggestItem> {
        match suggestion {
            Suggestion::Query { text } => Some(SuggestItem {
                kind: "query",
                icon: "search",
                name: text.clone(),
                href: links::with_query(&self.page.link("/tim-kiem"), &[("q", text)]),
                thumb: None,
                note: None,
            }),
            Suggestion::Category { id, .. } => self.tree.nodes.get(id).map(|category| SuggestItem {
                kind: "category",
                icon: icon(&category.link.slug),
                name: category.name_in(self.page.locale).to_owned(),
                href: category_link(category, self.page.locale),
                thumb: None,
                note: Some(self.page.text("suggest-category")),
            }),
            Suggestion::Brand { id, name } => {
                self.brands.iter().find(|brand| brand.id == *id).map(|brand| SuggestItem {
                    kind: "brand",
                    icon: "tag",
                    name: name.clone(),
                    href: brand_link(self.page.locale, &brand.slug),
                    thumb: None,
                    note: Some(self.page.text("suggest-brand")),
                })
            }
            Suggestion::Product { id, .. } => self.cards.get(id).map(|card| self.product(card)),
        }
    }

    fn product(&self, card: &ProductCard) -> SuggestItem {
        SuggestItem {
            kind: "product",
            icon: "box",
            name: card.name_in(self.page.locale).to_owned(),
            href: self.page.link(&card.path()),
            thumb: card.picture.as_ref().map(|picture| PictureView::from(picture).thumb),
            note: Some(card.price.to_string()),
        }
    }
}
