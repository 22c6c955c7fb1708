//! A listing in one language: cards, filters, chips, orders and the way to the next page.

use cholon_catalog::model::ProductCard;
use cholon_kernel::Money;
use cholon_search::model::{SearchResponse, Sort};

use crate::links;
use crate::listing_query::{ListingQuery, SORTS};
use crate::view::card::CardView;
use crate::view::facets::{Band, FacetReader, FacetView, Range, joined, rating_name};
use crate::view::page::Page;

/// Đồng in a million, the unit people say prices in.
const MILLION: u64 = 1_000_000;

/// A listing as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListingView {
    /// Where the filter form leads.
    pub(crate) action: String,
    /// What the filter form carries along unseen.
    pub(crate) hidden: Vec<(String, String)>,
    /// The listing without filters.
    pub(crate) reset: String,
    pub(crate) total_text: String,
    pub(crate) cards: Vec<CardView>,
    pub(crate) chips: Vec<Chip>,
    pub(crate) sorts: Vec<SortView>,
    pub(crate) facets: Vec<FacetView>,
    pub(crate) price_bands: Vec<Band>,
    pub(crate) price_min: String,
    pub(crate) price_max: String,
    pub(crate) has_stock_filter: bool,
    pub(crate) is_in_stock_only: bool,
    /// The next page.
    pub(crate) next: Option<String>,
    /// The first page, when this is another one.
    pub(crate) first: Option<String>,
}

/// A filter that is on; its link takes it off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chip {
    pub(crate) name: String,
    pub(crate) href: String,
    /// Whether it was found in the text instead of set by the shopper.
    pub(crate) is_understood: bool,
}

/// An order to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SortView {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) is_selected: bool,
}

/// What a listing is made from.
pub(crate) struct ListingSource<'a> {
    pub(crate) page: &'a Page,
    /// The path of the listing in Vietnamese.
    pub(crate) path: &'a str,
    pub(crate) query: &'a ListingQuery,
    pub(crate) response: &'a SearchResponse,
    pub(crate) cards: &'a [ProductCard],
    pub(crate) reader: FacetReader<'a>,
    /// The order when the shopper chose none.
    pub(crate) default_sort: Sort,
}

impl ListingSource<'_> {
    /// The listing's view.
    pub(crate) fn view(&self) -> ListingView {
        let action = self.page.link(self.path);
        let bound = |dong: Option<u64>| dong.map(|dong| dong.to_string()).unwrap_or_default();
        ListingView {
            reset: self.unfiltered().link(&action),
            hidden: self.hidden(),
            total_text: self.page.t1("listing-total", "count", self.response.total),
            cards: CardView::all(self.cards, self.page),
            chips: self.chips(),
            sorts: self.sorts(),
            facets: self.reader.facets(&self.response.facets),
            price_bands: self.price_bands(),
            price_min: bound(self.query.price_min),
            price_max: bound(self.query.price_max),
            has_stock_filter: self.query.in_stock || self.response.facets.iter().any(|facet| facet.key == "stock"),
            is_in_stock_only: self.query.in_stock,
            next: self.response.next.clone().map(|cursor| {
                let next = ListingQuery { after: Some(cursor), ..self.query.clone() };
                next.link(&action)
            }),
            first: self.query.after.as_ref().map(|_| self.query.with(|_| {}).link(&action)),
            action,
        }
    }

    fn unfiltered(&self) -> ListingQuery {
        ListingQuery { text: self.query.text.clone(), sort: self.query.sort, ..ListingQuery::default() }
    }

    fn hidden(&self) -> Vec<(String, String)> {
        let kept =
            ListingQuery { without: self.query.without.clone(), literal: self.query.literal, ..self.unfiltered() };
        kept.pairs()
    }

    fn link(&self, change: impl FnOnce(&mut ListingQuery)) -> String {
        self.query.with(change).link(&self.page.link(self.path))
    }

    /// The orders, the one used without a choice first. Without a text "relevant" means what sells best.
    fn sorts(&self) -> Vec<SortView> {
        let chosen = self.query.sort.unwrap_or(self.default_sort);
        let has_text = !self.query.text.is_empty();
        let is_offered = |sort: Sort| match sort {
            Sort::Relevance => has_text || self.default_sort == Sort::Relevance,
            Sort::BestSelling => has_text || self.default_sort != Sort::Relevance,
            _ => true,
        };
        let sort_view = |(sort, slug): (Sort, &str)| SortView {
            name: match sort {
                Sort::Relevance if !has_text => self.page.text("sort-ban-chay"),
                _ => self.page.text(&format!("sort-{slug}")),
            },
            href: self.link(|query| query.sort = Some(sort).filter(|sort| *sort != self.default_sort)),
            is_selected: sort == chosen,
        };
        let mut sorts: Vec<_> = SORTS.into_iter().filter(|(sort, _)| is_offered(*sort)).collect();
        sorts.sort_by_key(|(sort, _)| *sort != self.default_sort);
        sorts.into_iter().map(sort_view).collect()
    }

    fn price_bands(&self) -> Vec<Band> {
        let values = self.response.facets.iter().filter(|facet| facet.key == "price").flat_map(|facet| &facet.values);
        let ranges: Vec<Range> = values
            .filter(|value| value.count > 0)
            .map(|value| {
                let bounds = ListingQuery::parse(&links::with_query("", &[("gia", &value.token)])[1..]);
                (bounds.price_min, bounds.price_max, value.count)
            })
            .collect();
        let band = |(min, max, count): Range| Band {
            name: band_name(self.page, min, max),
            count,
            is_selected: (min, max) == (self.query.price_min, self.query.price_max),
            href: self.link(|query| (query.price_min, query.price_max) = (min, max)),
        };
        joined(&ranges).into_iter().map(band).collect()
    }

    fn chips(&self) -> Vec<Chip> {
        let understood = self.response.understood.iter().map(|part| Chip {
            name: part.label.clone(),
            href: self.link(|query| query.without.push(part.token.clone())),
            is_understood: true,
        });
        let mut chips: Vec<Chip> = understood.collect();
        chips.extend(self.set_chips());
        chips
    }

    fn set_chips(&self) -> Vec<Chip> {
        let (query, page, mut chips) = (self.query, self.page, Vec::new());
        let mut push = |name: String, href: String| chips.push(Chip { name, href, is_understood: false });
        if let Some(slug) = &query.category {
            push(self.reader.category_name(slug), self.link(|query| query.category = None));
        }
        for slug in &query.brands {
            push(self.reader.brand_name(slug), self.link(|query| query.brands.retain(|brand| brand != slug)));
        }
        if let Some(label) = query.price_label() {
            push(label, self.link(|query| (query.price_min, query.price_max) = (None, None)));
        }
        if let Some(rating) = query.rating_min {
            push(rating_name(page, rating), self.link(|query| query.rating_min = None));
        }
        for code in &query.conditions {
            push(
                page.text(&format!("condition-{code}")),
                self.link(|query| query.conditions.retain(|each| each != code)),
            );
        }
        if query.in_stock {
            push(page.text("filter-in-stock"), self.link(|query| query.in_stock = false));
        }
        for (key, value) in query.facets.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value))) {
            push(
                self.reader.facet_label(&self.response.facets, key, value),
                self.link(|query| remove(query, key, value)),
            );
        }
        chips
    }
}

/// A price range in short words: `5 – 10 triệu`.
fn band_name(page: &Page, min: Option<u64>, max: Option<u64>) -> String {
    let amount = |dong: u64| match dong {
        _ if dong >= MILLION && dong.is_multiple_of(MILLION) => page.t1("price-millions", "count", dong / MILLION),
        _ => Money::vnd(i64::try_from(dong).unwrap_or(i64::MAX)).to_string(),
    };
    match (min, max) {
        (None, None) => page.text("see-all"),
        (Some(min), None) => page.ts("price-over", "amount", &amount(min)),
        (None, Some(max)) => page.ts("price-under", "amount", &amount(max)),
        (Some(min), Some(max)) if min >= MILLION => format!("{} – {}", min / MILLION, amount(max)),
        (Some(min), Some(max)) => format!("{} – {}", amount(min), amount(max)),
    }
}

fn remove(query: &mut ListingQuery, key: &str, value: &str) {
    for (_, values) in query.facets.iter_mut().filter(|(known, _)| known == key) {
        values.retain(|each| each != value);
    }
    query.facets.retain(|(_, values)| !values.is_empty());
}
