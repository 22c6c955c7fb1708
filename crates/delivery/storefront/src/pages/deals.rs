//! What sells below its list price: `/khuyen-mai`.

use std::time::Duration;

use axum::extract::{RawQuery, State};
use cholon_cache::Tag;
use cholon_search::model::Sort;
use cholon_webkit::{Problem, Rendered};

use crate::json_ld;
use crate::listing_query::ListingQuery;
use crate::pages::listing::{Listing, card_tags, render};
use crate::view::Crumb;
use crate::view::templates::DealsTemplate;
use crate::visit::Visit;

const TTL: Duration = Duration::from_mins(15);
const PATH: &str = "/khuyen-mai";

/// `/khuyen-mai`
pub(crate) async fn page(State(visit): State<Visit>, RawQuery(query): RawQuery) -> Result<Rendered, Problem> {
    let tree = visit.tree().await?;
    let listing = Listing {
        query: ListingQuery { text: String::new(), ..ListingQuery::parse(query.as_deref().unwrap_or_default()) },
        category: None,
        discounted: true,
        default_sort: Sort::Discount,
    };
    let answer = listing.ask(&visit, tree).await?;
    let frame = visit.frame(&answer.tree, PATH);
    let mut page = frame.clone().titled(frame.t("deals-title"));
    page.description = Some(page.text("deals-lead"));
    page.is_indexed = listing.query.is_plain();
    page.switch_query = listing.query.link("");
    let crumbs = vec![Crumb { name: page.text("deals-title"), href: None }];
    page.push_json_ld(&json_ld::breadcrumb(&page, &crumbs));
    let tags: Vec<Tag> = [Tag::listing(), Tag::categories()].into_iter().chain(card_tags(&answer.cards)).collect();
    let template = DealsTemplate { crumbs, listing: listing.view(&answer, &page, PATH), page };
    Ok(render(&template)?.cached(TTL, tags))
}
