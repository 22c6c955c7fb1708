//! What goes into the index, what is asked of it and what it answers. Pure types, no IO.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{BrandId, CategoryId, Cursor, PageSize, ProductId};
use serde::{Deserialize, Serialize};

/// A product as the index knows it; made from the catalogue by the indexing flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexDocument {
    /// The product.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// Its SKUs, the first variant's first.
    pub skus: Vec<String>,
    /// Its brand.
    pub brand: Option<(BrandId, String)>,
    /// Names of its categories, root first.
    pub category_path: Vec<(CategoryId, String)>,
    /// `label: value` pairs of its data sheet and variant attributes.
    pub specs: Vec<(String, String)>,
    /// Values shoppers can filter by.
    pub facets: Vec<FacetValue>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Short and long description as plain text.
    pub description: String,
    /// Lowest price in đồng.
    pub price_vnd: u64,
    /// List price of that variant in đồng.
    pub list_price_vnd: u64,
    /// Whether it can be bought now.
    pub in_stock: bool,
    /// Condition code, `new`, `grade-a` …
    pub condition: String,
    /// Rating in hundredths of a star, 0 without reviews.
    pub rating: u16,
    /// Number of reviews.
    pub review_count: u32,
    /// Pieces sold.
    pub sold_count: u32,
    /// When it was put on sale.
    pub published_at: Timestamp,
    /// Featured by staff.
    pub is_featured: bool,
}

/// One filterable value of a product.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FacetValue {
    /// The facet's slug, such as `ram`.
    pub key: String,
    /// The facet's name, such as `RAM`.
    pub label: String,
    /// The value as shown, such as `8 GB`; its slug is what URLs carry.
    pub value: String,
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Best match first; without a text, what sells best.
    #[default]
    Relevance,
    /// Newest first.
    Newest,
    /// Cheapest first.
    PriceAscending,
    /// Dearest first.
    PriceDescending,
    /// Most sold first.
    BestSelling,
    /// Best rated first.
    Rating,
    /// Biggest discount first.
    Discount,
}

/// Filters of a listing. Values of one facet widen (or), facets narrow (and).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// In this category or below.
    pub category: Option<CategoryId>,
    /// Of one of these brands.
    pub brands: Vec<BrandId>,
    /// At least this price in đồng.
    pub price_min: Option<u64>,
    /// At most this price in đồng.
    pub price_max: Option<u64>,
    /// Facet key and value slugs.
    pub facets: Vec<(String, Vec<String>)>,
    /// At least this rating in hundredths of a star.
    pub rating_min: Option<u16>,
    /// One of these condition codes.
    pub conditions: Vec<String>,
    /// Only what can be bought now.
    pub in_stock: bool,
    /// Only what sells below its list price.
    pub discounted: bool,
}

/// A question to the index. No text means a listing of everything that passes the filters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchRequest {
    /// What the shopper typed, as typed; at most [`SearchRequest::TEXT_LENGTH_MAX`] bytes are looked at.
    pub text: Option<String>,
    /// Take the text as it is: no correction, no filters found in it.
    pub literal: bool,
    /// Understood parts the shopper removed, by [`Understood::token`].
    pub without: Vec<String>,
    /// Filters the shopper set.
    pub filters: Filters,
    /// Order.
    pub sort: Sort,
    /// How many hits.
    pub size: PageSize,
    /// Where to go on.
    pub after: Option<Cursor>,
    /// Whether facet counts are wanted.
    pub with_facets: bool,
}

impl SearchRequest {
    /// Bytes of a query that are looked at; the rest is cut off at a letter.
    pub const TEXT_LENGTH_MAX: usize = 512;
}

/// A product found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The product.
    pub id: ProductId,
    /// The ranking score; 0 when the order is not by relevance.
    pub score: f32,
}

/// Counts of one facet's values among the hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The facet's slug: `brand`, `category`, `price`, `rating`, `condition`, `stock` or a spec's.
    pub key: String,
    /// The facet's name; empty for the built-in ones, which pages name themselves.
    pub label: String,
    /// Values with counts, most frequent first or in natural order for prices.
    pub values: Vec<FacetCount>,
}

/// How many hits have a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    /// What the URL carries: a slug, an id, `min-max` for prices.
    pub token: String,
    /// What the shopper reads.
    pub label: String,
    /// Hits with this value, not counting this facet's own filter.
    pub count: u32,
    /// Whether the filter is on.
    pub is_selected: bool,
}

/// A part of the text that was understood as a filter; the page shows it and lets the shopper remove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// What to send in [`SearchRequest::without`] to undo it.
    pub token: String,
    /// `price`, `brand`, `category` or `spec`.
    pub kind: &'static str,
    /// What the shopper reads, such as `≤ 20.000.000 ₫`.
    pub label: String,
}

/// How the answer differs from what was typed; pages say it in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Notice {
    /// The results are for the corrected text.
    Corrected {
        /// The corrected text.
        text: String,
    },
    /// There may be a better spelling, but the text as typed has hits.
    DidYouMean {
        /// The other spelling.
        text: String,
    },
    /// Nothing has all words; these have the most telling part of them.
    Fallback {
        /// The part that was searched for.
        text: String,
    },
    /// Nothing matches at all; these are what sells best.
    Popular,
}

/// The answer of the index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchResponse {
    /// The hits of this page, best first.
    #[serde(skip)]
    pub hits: Vec<Hit>,
    /// How many products match in all.
    pub total: u32,
    /// Facets with counts, if asked.
    pub facets: Vec<Facet>,
    /// What was understood as filters.
    pub understood: Vec<Understood>,
    /// How the answer differs from the question.
    pub notice: Option<Notice>,
    /// Where the next page starts.
    pub next: Option<Cursor>,
}

impl SearchResponse {
    /// Whether something fitted all of the question, as typed or corrected.
    #[must_use]
    pub const fn is_answered(&self) -> bool {
        !matches!(self.notice, Some(Notice::Fallback { .. } | Notice::Popular))
    }
}

/// One suggestion while typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Suggestion {
    /// A query to run.
    Query {
        /// Its text.
        text: String,
    },
    /// A category to open.
    Category {
        /// The category.
        #[serde(skip)]
        id: CategoryId,
        /// Its name.
        name: String,
    },
    /// A brand to open.
    Brand {
        /// The brand.
        #[serde(skip)]
        id: BrandId,
        /// Its name.
        name: String,
    },
    /// A product to open.
    Product {
        /// The product.
        #[serde(skip)]
        id: ProductId,
        /// Its name.
        name: String,
    },
}
