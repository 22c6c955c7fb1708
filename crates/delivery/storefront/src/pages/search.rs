//! The search: `/tim-kiem?q=…`, with what was understood as filters that can be removed.

use std::time::Duration;

use axum::extract::{RawQuery, State};
use cholon_cache::Tag;
use cholon_search::model::{Notice, Sort};
use cholon_webkit::{Problem, Rendered};

use crate::listing_query::ListingQuery;
use crate::pages::listing::{Listing, card_tags, render};
use crate::view::Link;
use crate::view::page::Page;
use crate::view::templates::{NoticeView, SearchTemplate};
use crate::visit::Visit;

const TTL: Duration = Duration::from_mins(10);
pub(crate) const PATH: &str = "/tim-kiem";

/// `/tim-kiem`
pub(crate) async fn page(State(visit): State<Visit>, RawQuery(query): RawQuery) -> Result<Rendered, Problem> {
    let tree = visit.tree().await?;
    let listing = Listing {
        query: ListingQuery::parse(query.as_deref().unwrap_or_default()),
        category: None,
        discounted: false,
        default_sort: Sort::Relevance,
    };
    let answer = listing.ask(&visit, tree).await?;
    let mut page = visit.frame(&answer.tree, PATH);
    page = page.clone().titled(page.t("search-title"));
    page.is_indexed = false;
    page.switch_query = listing.query.link("");
    page.query.clone_from(&listing.query.text);
    let heading = match listing.query.text.as_str() {
        "" => page.text("search-heading-all"),
        text => page.ts("search-heading", "text", text),
    };
    let notice = answer.response.notice.as_ref().map(|notice| notice_view(notice, &listing.query, &page));
    let tags: Vec<Tag> = [Tag::listing(), Tag::categories()].into_iter().chain(card_tags(&answer.cards)).collect();
    let template = SearchTemplate { heading, notice, listing: listing.view(&answer, &page, PATH), page };
    let rendered = render(&template)?.cached(TTL, tags);
    if !listing.query.is_new_question() {
        return Ok(rendered);
    }
    let (queries, text, is_answered) = (visit.front.from.queries, listing.query.text, answer.response.is_answered());
    Ok(rendered.witnessed(move |_| queries.searched(&text, is_answered)))
}

fn notice_view(notice: &Notice, query: &ListingQuery, page: &Page) -> NoticeView {
    let link = |name: String, query: ListingQuery| Some(Link { name, href: query.link(&page.link(PATH)) });
    match notice {
        Notice::Corrected { text } => NoticeView {
            text: page.ts("notice-corrected", "text", text),
            link: link(page.text("notice-corrected-link"), query.with(|query| query.literal = true)),
        },
        Notice::DidYouMean { text } => NoticeView {
            text: page.text("notice-did-you-mean"),
            link: link(format!("“{text}”?"), query.with(|query| query.text.clone_from(text))),
        },
        Notice::Fallback { text } => NoticeView { text: page.ts("notice-fallback", "text", text), link: None },
        Notice::Popular => NoticeView { text: page.text("notice-popular"), link: None },
    }
}
