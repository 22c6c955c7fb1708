//! A category with everything in it and below: `/{category}`. The rental category is one of them.

use std::time::Duration;

use axum::extract::{Path, RawQuery, State};
use cholon_cache::Tag;
use cholon_catalog::CategoryTree;
use cholon_catalog::model::Category;
use cholon_kernel::{CategoryId, Locale};
use cholon_search::model::Sort;
use cholon_webkit::{Problem, Rendered};
use http::StatusCode;

use crate::json_ld;
use crate::links;
use crate::listing_query::ListingQuery;
use crate::pages::listing::{Listing, card_tags, render};
use crate::view::Crumb;
use crate::view::menu::{RENTAL_SLUG, category_link};
use crate::view::templates::{CategoryTemplate, Tab};
use crate::visit::Visit;

const TTL: Duration = Duration::from_mins(15);

/// `/{category}`
pub(crate) async fn page(
    State(visit): State<Visit>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Rendered, Problem> {
    let tree = visit.tree().await?;
    let Some(category) = tree.at(&slug) else { return moved(&visit, &tree, &slug) };
    let (id, path) = (category.link.id, format!("/{}", category.link.slug));
    let listing = Listing {
        query: ListingQuery { text: String::new(), ..ListingQuery::parse(query.as_deref().unwrap_or_default()) },
        category: Some(id),
        discounted: false,
        default_sort: Sort::Relevance,
    };
    let answer = listing.ask(&visit, std::sync::Arc::clone(&tree)).await?;
    let heading = category.name_in(visit.locale).to_owned();
    let mut page = visit.frame(&tree, &path).titled(&heading);
    page.description = Some(page.ts("listing-description", "name", &heading));
    page.is_indexed = listing.query.is_plain();
    page.switch_query = listing.query.link("");
    let crumbs = crumbs(&tree, id, visit.locale, None);
    page.push_json_ld(&json_ld::breadcrumb(&page, &crumbs));
    let mut tags = vec![Tag::categories()];
    tags.extend(below(&tree, id).into_iter().map(Tag::category));
    tags.extend(card_tags(&answer.cards));
    let template = CategoryTemplate {
        crumbs,
        heading,
        children: tabs(&tree, category, visit.locale),
        listing: listing.view(&answer, &page, &path),
        is_rental: tree.path(id).first().is_some_and(|root| *root.link.slug == *RENTAL_SLUG),
        page,
    };
    Ok(render(&template)?.cached(TTL, tags))
}

/// A renamed category leads to its new address.
fn moved(visit: &Visit, tree: &CategoryTree, slug: &str) -> Result<Rendered, Problem> {
    let target = tree.moved.get(slug).ok_or_else(Problem::not_found)?;
    let location = links::localized(visit.locale, &format!("/{target}"));
    Ok(Rendered::redirect(StatusCode::MOVED_PERMANENTLY, &location).cached(TTL, [Tag::categories()]))
}

/// The way from the root to a category; with `last` the category is a link and `last` ends the way.
pub(crate) fn crumbs(tree: &CategoryTree, id: CategoryId, locale: Locale, last: Option<&str>) -> Vec<Crumb> {
    let link = |category: &Category| Crumb {
        name: category.name_in(locale).to_owned(),
        href: Some(category_link(category, locale)).filter(|_| last.is_some() || category.link.id != id),
    };
    let way = tree.path(id).into_iter().map(link);
    way.chain(last.map(|name| Crumb { name: name.to_owned(), href: None })).collect()
}

fn tabs(tree: &CategoryTree, category: &Category, locale: Locale) -> Vec<Tab> {
    let children = category.children.iter().filter_map(|child| tree.nodes.get(child));
    let tab = |child: &Category| Tab {
        name: child.name_in(locale).to_owned(),
        href: category_link(child, locale),
        count: child.product_count,
    };
    children.filter(|child| child.product_count > 0).map(tab).collect()
}

/// The category and everything below it: a change in any of them changes the page.
fn below(tree: &CategoryTree, id: CategoryId) -> Vec<CategoryId> {
    let (mut all, mut at) = (vec![id], 0);
    while let Some(node) = all.get(at).and_then(|id| tree.nodes.get(id)) {
        all.extend(node.children.iter().copied().filter(|child| tree.nodes.contains_key(child)));
        at += 1;
    }
    all
}
