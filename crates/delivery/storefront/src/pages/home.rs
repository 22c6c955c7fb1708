//! The home page: shelves of what is on sale, picked, new and sold most.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use axum::extract::State;
use cholon_cache::Tag;
use cholon_catalog::model::ProductCard;
use cholon_kernel::{PageSize, ProductId};
use cholon_search::model::{Filters, SearchRequest, Sort};
use cholon_webkit::{Problem, Rendered};

use crate::json_ld;
use crate::pages::listing::{card_tags, render, search};
use crate::view::card::CardView;
use crate::view::menu::{RENTAL_SLUG, tile_columns};
use crate::view::page::Page;
use crate::view::templates::{HomeTemplate, Shelf};
use crate::visit::{Visit, problem};

const TTL: Duration = Duration::from_mins(15);
/// Cards on a shelf.
const SHELF_LENGTH: usize = 10;
/// Candidates for a shelf; those that stand on an earlier one are passed over.
const CANDIDATES: u16 = 40;

/// What a shelf takes its cards from.
struct Plan {
    key: &'static str,
    title_key: &'static str,
    more: Option<&'static str>,
    ids: Vec<ProductId>,
}

/// `/`
pub(crate) async fn page(State(visit): State<Visit>) -> Result<Rendered, Problem> {
    let tree = visit.tree().await?;
    let mut page = visit.frame(&tree, "/");
    page.title = format!("{} – {}", page.shop.name, page.t("home-heading"));
    page.description = Some(page.text("home-description"));
    page.push_json_ld(&json_ld::organization(&page));
    page.push_json_ld(&json_ld::website(&page));
    let plans = plans(&visit).await?;
    let ids: Vec<ProductId> = plans.iter().flat_map(|plan| plan.ids.iter().copied()).collect();
    let cards = visit.front.from.catalog.cards(&ids).await.map_err(problem)?;
    let tags: Vec<Tag> =
        [Tag::home(), Tag::categories(), Tag::listing()].into_iter().chain(card_tags(&cards)).collect();
    let has_rental = tree.at(RENTAL_SLUG).is_some();
    let shelves = shelves(plans, &cards, &page);
    Ok(render(&HomeTemplate { tile_columns: tile_columns(page.menu.len()), page, shelves, has_rental })?
        .cached(TTL, tags))
}

async fn plans(visit: &Visit) -> Result<Vec<Plan>, Problem> {
    let featured = visit.front.from.catalog.featured(u32::from(CANDIDATES)).await.map_err(problem)?;
    let mut plans = vec![
        Plan { key: "sale", title_key: "home-sale", more: Some("/khuyen-mai"), ids: listed(visit, Sort::Discount)? },
        Plan { key: "featured", title_key: "home-featured", more: None, ids: featured },
        Plan {
            key: "newest",
            title_key: "home-newest",
            more: Some("/tim-kiem?sap-xep=moi-nhat"),
            ids: listed(visit, Sort::Newest)?,
        },
        Plan {
            key: "best",
            title_key: "home-best-selling",
            more: Some("/tim-kiem?sap-xep=ban-chay"),
            ids: listed(visit, Sort::BestSelling)?,
        },
    ];
    let mut shown = HashSet::new();
    for plan in &mut plans {
        plan.ids.retain(|id| !shown.contains(id));
        plan.ids.truncate(SHELF_LENGTH);
        shown.extend(plan.ids.iter().copied());
    }
    Ok(plans)
}

/// What can be bought now in an order; by discount only what is discounted.
fn listed(visit: &Visit, sort: Sort) -> Result<Vec<ProductId>, Problem> {
    let filters = Filters { in_stock: true, discounted: sort == Sort::Discount, ..Filters::default() };
    let size = PageSize::new(CANDIDATES).unwrap_or_default();
    let response = search(visit, SearchRequest { filters, sort, size, ..SearchRequest::default() })?;
    Ok(response.hits.iter().map(|hit| hit.id).collect())
}

fn shelves(plans: Vec<Plan>, cards: &[ProductCard], page: &Page) -> Vec<Shelf> {
    let by_id: HashMap<ProductId, &ProductCard> = cards.iter().map(|card| (card.id, card)).collect();
    let shelf = |plan: Plan| Shelf {
        key: plan.key,
        title: page.text(plan.title_key),
        more: plan.more.map(|path| page.link(path)),
        cards: CardView::all(plan.ids.iter().filter_map(|id| by_id.get(id).copied()), page),
    };
    plans.into_iter().map(shelf).filter(|shelf| !shelf.cards.is_empty()).collect()
}
