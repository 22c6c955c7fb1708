//! A product: `/{category}/{product}`, with `phien-ban` naming the chosen variant.

use std::collections::HashSet;
use std::time::Duration;

use axum::extract::{Path, RawQuery, State};
use cholon_cache::Tag;
use cholon_catalog::CategoryTree;
use cholon_catalog::model::{Lookup, ProductCard, ProductDetail};
use cholon_kernel::{Locale, ProductId};
use cholon_webkit::{Problem, Rendered, pairs};
use http::header::REFERER;
use http::{HeaderMap, StatusCode, Uri};

use crate::json_ld;
use crate::links;
use crate::listing_query::ListingQuery;
use crate::pages::category::crumbs;
use crate::pages::listing::{card_tags, render};
use crate::pages::search;
use crate::view::card::CardView;
use crate::view::page::Page;
use crate::view::product::{ProductView, chosen};
use crate::view::templates::ProductTemplate;
use crate::visit::{Visit, problem};

const TTL: Duration = Duration::from_hours(1);
/// Products on the page that go with it: a row.
const GOES_WITH_LENGTH: usize = 5;
/// Similar products on the page.
const RELATED_LENGTH: usize = 10;
/// Characters of a description that search engines show.
const DESCRIPTION_LENGTH_MAX: usize = 160;

/// `/{category}/{product}`
pub(crate) async fn page(
    State(visit): State<Visit>,
    Path((category, slug)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Rendered, Problem> {
    let product = match visit.front.from.catalog.product_by_slug(&slug).await.map_err(problem)? {
        Lookup::Found(product) if *product.card.category.slug == *category => product,
        Lookup::Found(product) => return Ok(moved(&visit, &product.card.path())),
        // The category may be wrong as well; the next answer leads on to the right one.
        Lookup::Moved(target) => return Ok(moved(&visit, &format!("/{category}/{target}"))),
        Lookup::Gone => return Err(Problem::gone()),
        Lookup::Unknown => return Err(Problem::not_found()),
    };
    let others = others(&visit, product.card.id).await?;
    let tree = visit.tree().await?;
    let tags: Vec<Tag> = [Tag::product(product.card.id), Tag::categories()].into_iter().chain(others.tags()).collect();
    let template = template(&visit, &tree, &product, &others, query.as_deref().unwrap_or_default())?;
    let queries = visit.front.from.queries;
    let witness = move |request: &HeaderMap| {
        if let Some(text) = searched_text(request) {
            queries.clicked(&text);
        }
    };
    Ok(render(&template)?.cached(TTL, tags).witnessed(witness))
}

/// Other products on the page.
struct Others {
    goes_with: Vec<ProductCard>,
    related: Vec<ProductCard>,
}

impl Others {
    fn tags(&self) -> impl Iterator<Item = Tag> {
        card_tags(&self.goes_with).chain(card_tags(&self.related))
    }
}

/// What goes with the product and what is like it; one SQL statement.
async fn others(visit: &Visit, id: ProductId) -> Result<Others, Problem> {
    let mut ids = visit.front.from.search.goes_with(id, GOES_WITH_LENGTH);
    let first: HashSet<ProductId> = ids.iter().copied().collect();
    ids.extend(visit.front.from.search.related(id, RELATED_LENGTH));
    let cards = visit.front.from.catalog.cards(&ids).await.map_err(problem)?;
    let (goes_with, related) = cards.into_iter().partition(|card| first.contains(&card.id));
    Ok(Others { goes_with, related })
}

/// The text of the search page that led here: browsers name it in `Referer` within a site, no script is needed.
fn searched_text(request: &HeaderMap) -> Option<String> {
    let referer: Uri = request.get(REFERER)?.to_str().ok()?.parse().ok()?;
    if Locale::ALL.iter().all(|locale| referer.path() != links::localized(*locale, search::PATH)) {
        return None;
    }
    let text = ListingQuery::parse(referer.query()?).text;
    (!text.is_empty()).then_some(text)
}

fn template(
    visit: &Visit,
    tree: &CategoryTree,
    product: &ProductDetail,
    others: &Others,
    query: &str,
) -> Result<ProductTemplate, Problem> {
    let sku = pairs(query).find(|(key, _)| key == "phien-ban").map(|(_, sku)| sku);
    let variant = chosen(product, sku.as_deref()).ok_or_else(Problem::not_found)?;
    let mut page = head(visit.frame(tree, &product.card.path()), product);
    let crumbs = crumbs(tree, product.card.category.id, visit.locale, Some(product.card.name_in(visit.locale)));
    page.push_json_ld(&json_ld::product(&page, product));
    page.push_json_ld(&json_ld::breadcrumb(&page, &crumbs));
    Ok(ProductTemplate {
        crumbs,
        product: ProductView::new(product, variant, &page),
        goes_with: CardView::all(&others.goes_with, &page),
        related: CardView::all(&others.related, &page),
        page,
    })
}

fn head(page: Page, product: &ProductDetail) -> Page {
    let name = product.card.name_in(page.locale);
    // Staff write these two in Vietnamese only.
    let written = |text: &Option<String>| text.clone().filter(|_| page.locale == Locale::Vi);
    let title = written(&product.seo_title).unwrap_or_else(|| name.to_owned());
    let description = written(&product.seo_description);
    let description = description.unwrap_or_else(|| product.short_description_in(page.locale).to_owned());
    let mut page = page.titled(&title);
    page.description = Some(shortened(&description)).filter(|text| !text.is_empty());
    page.og_type = "product";
    page.og_image = product.pictures.first().map(|picture| picture.url(960, "jpg"));
    page
}

/// The text up to its last whole word within the bound.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(DESCRIPTION_LENGTH_MAX) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..cut])
}

fn moved(visit: &Visit, path: &str) -> Rendered {
    // Not kept: the target may be renamed again, and a redirect costs one statement.
    Rendered::redirect(StatusCode::MOVED_PERMANENTLY, &links::localized(visit.locale, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_page_names_its_text_and_other_pages_none() {
        let from = |referer: &'static str| {
            searched_text(&HeaderMap::from_iter([(REFERER, http::HeaderValue::from_static(referer))]))
        };
        assert_eq!(from("http://shop.example/tim-kiem?q=t%E1%BB%A7+l%E1%BA%A1nh&hang=lg"), Some("tủ lạnh".to_owned()));
        assert_eq!(from("https://shop.example/en/tim-kiem?q=tv").as_deref(), Some("tv"));
        for other in
            ["http://shop.example/tu-lanh?q=tv", "http://shop.example/tim-kiem", "nonsense\\ %", "/tim-kiem?q="]
        {
            assert_eq!(from(other), None, "{other}");
        }
    }

    #[test]
    fn a_description_ends_at_a_word() {
        assert_eq!(shortened("ngắn"), "ngắn");
        let long = "điện thoại ".repeat(20);
        let short = shortened(&long);
        assert!(short.ends_with("điện…") || short.ends_with("thoại…"), "{short}");
        assert!(short.chars().count() <= DESCRIPTION_LENGTH_MAX + 1);
    }
}
