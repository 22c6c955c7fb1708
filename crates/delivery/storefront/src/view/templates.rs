//! The compile-checked templates and what each one shows.

use askama::Template;

use crate::view::card::CardView;
use crate::view::compare::{Column, Group};
use crate::view::listing::ListingView;
use crate::view::page::Page;
use crate::view::product::ProductView;
use crate::view::{Crumb, Link};

/// The home page.
#[derive(Template)]
#[template(path = "pages/home.html")]
pub(crate) struct HomeTemplate {
    pub(crate) page: Page,
    pub(crate) shelves: Vec<Shelf>,
    /// Whether the shop rents things out.
    pub(crate) has_rental: bool,
    /// Columns of category tiles on wide screens.
    pub(crate) tile_columns: usize,
}

/// A row of cards with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// The end of its element's id and of its class.
    pub(crate) key: &'static str,
    pub(crate) title: String,
    /// The page that has all of them.
    pub(crate) more: Option<String>,
    pub(crate) cards: Vec<CardView>,
}

/// A child category with the number of its products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tab {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) count: u32,
}

/// A category.
#[derive(Template)]
#[template(path = "pages/category.html")]
pub(crate) struct CategoryTemplate {
    pub(crate) page: Page,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) heading: String,
    pub(crate) children: Vec<Tab>,
    pub(crate) listing: ListingView,
    /// Whether its things are rented out instead of sold.
    pub(crate) is_rental: bool,
}

/// What is discounted.
#[derive(Template)]
#[template(path = "pages/deals.html")]
pub(crate) struct DealsTemplate {
    pub(crate) page: Page,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) listing: ListingView,
}

/// What a search found.
#[derive(Template)]
#[template(path = "pages/search.html")]
pub(crate) struct SearchTemplate {
    pub(crate) page: Page,
    pub(crate) heading: String,
    pub(crate) notice: Option<NoticeView>,
    pub(crate) listing: ListingView,
}

/// How the answer differs from the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoticeView {
    pub(crate) text: String,
    pub(crate) link: Option<Link>,
}

/// A product.
#[derive(Template)]
#[template(path = "pages/product.html")]
pub(crate) struct ProductTemplate {
    pub(crate) page: Page,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) product: ProductView,
    pub(crate) goes_with: Vec<CardView>,
    pub(crate) related: Vec<CardView>,
}

/// Products side by side.
#[derive(Template)]
#[template(path = "pages/compare.html")]
pub(crate) struct CompareTemplate {
    pub(crate) page: Page,
    pub(crate) columns: Vec<Column>,
    pub(crate) groups: Vec<Group>,
    /// What was looked for to add.
    pub(crate) find: String,
    pub(crate) found: Vec<Found>,
}

/// A product that can be added to the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) price: String,
    pub(crate) href: String,
}

/// A policy page.
#[derive(Template)]
#[template(path = "pages/policy.html")]
pub(crate) struct PolicyTemplate {
    pub(crate) page: Page,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) heading: String,
    /// The rendered text.
    pub(crate) body: String,
}

/// An error told to a person.
#[derive(Template)]
#[template(path = "pages/error.html")]
pub(crate) struct ErrorTemplate {
    pub(crate) page: Page,
    pub(crate) status: u16,
    pub(crate) heading: String,
    pub(crate) text: String,
    pub(crate) request_id: Option<String>,
}

/// Cards alone, for scripts.
#[derive(Template)]
#[template(path = "fragments/cards.html")]
pub(crate) struct CardsTemplate {
    pub(crate) page: Page,
    pub(crate) cards: Vec<CardView>,
}

/// Suggestions alone, for scripts.
#[derive(Template)]
#[template(path = "fragments/suggest.html")]
pub(crate) struct SuggestTemplate {
    pub(crate) page: Page,
    pub(crate) items: Vec<SuggestItem>,
}

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SuggestItem {
    /// `query`, `category`, `brand` or `product`.
    pub(crate) kind: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) thumb: Option<String>,
    /// A price, or what the suggestion is.
    pub(crate) note: Option<String>,
}
