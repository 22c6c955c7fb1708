//! Order, size and place in a list of products.

use cholon_kernel::{Cursor, PageSize};
use cholon_search::model;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::query::Query;

/// Order, size and place in a list of products.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct PagingParams {
    /// Order of the products.
    #[param(inline, value_type = Option<Sort>)]
    pub(crate) sort: Sort,
    /// Products on one page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 24, example = 24)]
    pub(crate) size: PageSize,
    /// Where to go on: `nextCursor` of the page before. It fits only the list that made it, with the same order.
    #[param(
        value_type = Option<String>,
        min_length = 1,
        max_length = 256,
        pattern = "^[A-Za-z0-9._-]+$"
    )]
    pub(crate) cursor: Option<Cursor>,
    /// Whether to count the values of every filter.
    #[param(value_type = Option<bool>, default = true)]
    pub(crate) facets: bool,
}

/// Order of a list of products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(default = "relevance")]
pub(crate) enum Sort {
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

impl std::str::FromStr for Sort {
    type Err = crate::query::ShapeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "relevance" => Self::Relevance,
            "newest" => Self::Newest,
            "price-ascending" => Self::PriceAscending,
            "price-descending" => Self::PriceDescending,
            "best-selling" => Self::BestSelling,
            "rating" => Self::Rating,
            "discount" => Self::Discount,
            _ => return Err(crate::query::ShapeError),
        })
    }
}

impl From<Sort> for model::Sort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Newest => Self::Newest,
            Sort::PriceAscending => Self::PriceAscending,
            Sort::PriceDescending => Self::PriceDescending,
            Sort::BestSelling => Self::BestSelling,
            Sort::Rating => Self::Rating,
            Sort::Discount => Self::Discount,
        }
    }
}

impl PagingParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self {
            sort: query.value("sort").unwrap_or_default(),
            size: read_size(query),
            cursor: query.value("cursor"),
            facets: query.flag("facets").unwrap_or(true),
        }
    }
}

/// Takes the page size out of a query.
pub(crate) fn read_size(query: &mut Query) -> PageSize {
    let max = PageSize::MAX.get() as u64;
    let size = query.number("size", 1..=max).and_then(|size| u16::try_from(size).ok());
    size.and_then(PageSize::new).unwrap_or_default()
}
