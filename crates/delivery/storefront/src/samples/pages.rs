//! Every template drawn from the sample shop.

use askama::Template;
use cholon_kernel::Locale;
use cholon_search::model::{SearchResponse, Sort};

use super::shop::{brands, card, cards, id, page, product, response, tree, understood};
use crate::listing_query::ListingQuery;
use crate::pages::category::crumbs;
use crate::policies::Policy;
use crate::view::card::CardView;
use crate::view::compare::{columns, groups};
use crate::view::facets::FacetReader;
use crate::view::listing::{ListingSource, ListingView};
use crate::view::page::Page;
use crate::view::product::{ProductView, chosen};
use crate::view::templates::{
    CardsTemplate, CategoryTemplate, CompareTemplate, DealsTemplate, Found, HomeTemplate, NoticeView, PolicyTemplate,
    ProductTemplate, SearchTemplate, Shelf, SuggestItem, SuggestTemplate, Tab,
};
use crate::view::{Crumb, Link};
use crate::{error_page, json_ld};

/// Name and markup of every page.
pub(crate) fn all_pages(locale: Locale) -> Vec<(String, String)> {
    let mut pages = vec![
        ("home".to_owned(), home(locale)),
        ("category".to_owned(), category(locale, "dien-thoai", "hang=samsung&ram=8-gb&gia=5000000-10000000")),
        ("rental".to_owned(), category(locale, "thue", "")),
        ("deals".to_owned(), deals(locale)),
        ("search".to_owned(), search(locale, 24)),
        ("search-empty".to_owned(), search(locale, 0)),
        ("product".to_owned(), product_page(locale)),
        ("compare".to_owned(), compare(locale, 3)),
        ("compare-empty".to_owned(), compare(locale, 0)),
        ("manh-cards".to_owned(), CardsTemplate { cards: views(5, locale), page: page(locale, "/") }.render().unwrap()),
        ("manh-suggest".to_owned(), suggest(locale)),
    ];
    pages.extend(super::access::pages(locale));
    pages.extend(super::account::pages(locale));
    pages.extend(super::cart::pages(locale));
    pages.extend([404, 410, 429, 500, 503].map(|status| (format!("error-{status}"), error(locale, status))));
    pages.extend(Policy::ALL.map(|policy| (policy.title_key().to_owned(), policy_page(locale, policy))));
    pages
}

fn views(count: usize, locale: Locale) -> Vec<CardView> {
    CardView::all(&cards(count), &page(locale, "/"))
}

fn home(locale: Locale) -> String {
    let mut page = page(locale, "/");
    page.push_json_ld(&json_ld::organization(&page));
    page.push_json_ld(&json_ld::website(&page));
    let keys = [("sale", "home-sale"), ("featured", "home-featured"), ("best", "home-best-selling")];
    let shelf = |(key, title): (&'static str, &str)| Shelf {
        key,
        title: page.text(title),
        more: Some(page.link("/khuyen-mai")),
        cards: views(10, locale),
    };
    let shelves = keys.map(shelf).to_vec();
    HomeTemplate { page, shelves, has_rental: true, tile_columns: 6 }.render().unwrap()
}

fn listing(page: &Page, path: &str, query: &str, response: &SearchResponse, count: usize) -> ListingView {
    let (query, tree, brands, cards) = (ListingQuery::parse(query), tree(), brands(), cards(count));
    let reader = FacetReader { page, query: &query, tree: &tree, brands: &brands, with_categories: false };
    let default_sort = Sort::Relevance;
    ListingSource { page, path, query: &query, response, cards: &cards, reader, default_sort }.view()
}

fn category(locale: Locale, slug: &str, query: &str) -> String {
    let (tree, path) = (tree(), format!("/{slug}"));
    let category = tree.at(slug).unwrap();
    let heading = category.name_in(locale).to_owned();
    let page = page(locale, &path).titled(&heading);
    let tab = |name: &str| Tab { name: name.to_owned(), href: page.link("/iphone"), count: 34 };
    let children = if slug == "thue" { Vec::new() } else { vec![tab("Android"), tab("iPhone")] };
    let listing = listing(&page, &path, query, &response(84), 12);
    let crumbs = crumbs(&tree, category.link.id, locale, None);
    CategoryTemplate { page, crumbs, heading, children, listing, is_rental: slug == "thue" }.render().unwrap()
}

fn deals(locale: Locale) -> String {
    let page = page(locale, "/khuyen-mai");
    let crumbs = vec![Crumb { name: page.text("deals-title"), href: None }];
    let listing = listing(&page, "/khuyen-mai", "", &response(84), 12);
    DealsTemplate { page, crumbs, listing }.render().unwrap()
}

fn search(locale: Locale, count: u32) -> String {
    let mut page = page(locale, "/tim-kiem");
    page.is_indexed = false;
    page.query = "đien thoai samsung dưới 10tr".to_owned();
    let response = SearchResponse { understood: understood(), ..response(count) };
    let shown = usize::try_from(count.min(12)).unwrap();
    let listing = listing(&page, "/tim-kiem", "q=dien+thoai&con-hang=1", &response, shown);
    let link = Link { name: page.text("notice-corrected-link"), href: page.link("/tim-kiem") };
    let notice = NoticeView { text: page.ts("notice-corrected", "text", "điện thoại"), link: Some(link) };
    let heading = page.ts("search-heading", "text", &page.query);
    SearchTemplate { page, heading, notice: Some(notice), listing }.render().unwrap()
}

fn product_page(locale: Locale) -> String {
    let product = product(0);
    let mut page = page(locale, &product.card.path()).titled(&product.card.name);
    let crumbs = crumbs(&tree(), id(101), locale, Some(&product.card.name));
    page.push_json_ld(&json_ld::product(&page, &product));
    page.push_json_ld(&json_ld::breadcrumb(&page, &crumbs));
    let view = ProductView::new(&product, chosen(&product, Some("A56-02")).unwrap(), &page);
    ProductTemplate { page, crumbs, product: view, goes_with: views(4, locale), related: views(10, locale) }
        .render()
        .unwrap()
}

fn compare(locale: Locale, count: usize) -> String {
    let page = page(locale, "/so-sanh");
    let products: Vec<_> = (0..count).map(product).collect();
    let found = |number: usize| Found {
        name: card(number).name.to_string(),
        price: card(number).price.to_string(),
        href: page.link("/so-sanh"),
    };
    let found = if count == 0 { Vec::new() } else { (4..8).map(found).collect() };
    let find = if count == 0 { String::new() } else { "máy".to_owned() };
    CompareTemplate { columns: columns(&products, &page), groups: groups(&products, &page), find, found, page }
        .render()
        .unwrap()
}

fn suggest(locale: Locale) -> String {
    let item = |number: usize| SuggestItem {
        kind: "product",
        icon: "box",
        name: card(number).name.to_string(),
        href: card(number).path(),
        thumb: None,
        note: Some(card(number).price.to_string()),
    };
    SuggestTemplate { page: page(locale, "/"), items: (0..6).map(item).collect() }.render().unwrap()
}

fn error(locale: Locale, status: u16) -> String {
    error_page::render(page(locale, "/"), status, Some("0190a000-0000-7000-8000-000000000001")).unwrap()
}

fn policy_page(locale: Locale, policy: Policy) -> String {
    let page = page(locale, policy.path());
    let heading = page.text(policy.title_key());
    let crumbs = vec![Crumb { name: heading.clone(), href: None }];
    let body = policy.body(locale, &page.shop).unwrap();
    PolicyTemplate { page, crumbs, heading, body }.render().unwrap()
}
