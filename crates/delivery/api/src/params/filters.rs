//! Filters of a list of products.

use std::str::FromStr;

use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::query::{Query, ShapeError, Slug, SpecFilter, SpecFilterText};

/// The highest price that can be asked for, in đồng.
const PRICE_MAX: u64 = 1_000_000_000_000;
/// The most brands of one request.
const BRANDS_MAX: usize = 20;
/// The most spec values of one request.
const SPECS_MAX: usize = 10;
/// The number of conditions there are.
const CONDITIONS_MAX: usize = 4;

/// Filters of a list of products. Values of one filter widen, different filters narrow.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct FilterParams {
    /// Only products of these brands, by slug.
    #[param(inline, style = Form, explode, required = false, max_items = 20, example = json!(["nova"]))]
    pub(crate) brand: Vec<Slug>,
    /// Only products that cost at least this much, in đồng.
    #[param(minimum = 0, maximum = 1_000_000_000_000u64, example = 5_000_000)]
    pub(crate) min_price: Option<u64>,
    /// Only products that cost at most this much, in đồng.
    #[param(minimum = 0, maximum = 1_000_000_000_000u64, example = 20_000_000)]
    pub(crate) max_price: Option<u64>,
    /// Only products with these specs, each as `spec:value` in slugs; `facets` of an answer lists what there is.
    #[param(inline, style = Form, explode, required = false, max_items = 10, value_type = Vec<SpecFilterText>)]
    pub(crate) spec: Vec<SpecFilter>,
    /// Only products with at least this many stars on average.
    #[param(inline, example = "4.5")]
    pub(crate) min_rating: Option<Stars>,
    /// Only goods in one of these conditions.
    #[param(inline, style = Form, explode, required = false, max_items = 4)]
    pub(crate) condition: Vec<ConditionFilter>,
    /// Only what can be bought now.
    #[param(value_type = Option<bool>, default = false)]
    pub(crate) in_stock: bool,
}

/// A condition to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ConditionFilter {
    New,
    GradeA,
    GradeB,
    GradeC,
}

impl ConditionFilter {
    /// The code that the index knows.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::GradeA => "grade-a",
            Self::GradeB => "grade-b",
            Self::GradeC => "grade-c",
        }
    }
}

impl FromStr for ConditionFilter {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let all = [Self::New, Self::GradeA, Self::GradeB, Self::GradeC];
        all.into_iter().find(|condition| condition.code() == text).ok_or(ShapeError)
    }
}

/// A least number of stars to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum Stars {
    #[serde(rename = "1")]
    One,
    #[serde(rename = "2")]
    Two,
    #[serde(rename = "3")]
    Three,
    #[serde(rename = "4")]
    Four,
    #[serde(rename = "4.5")]
    FourAndHalf,
}

impl Stars {
    const ALL: [Self; 5] = [Self::One, Self::Two, Self::Three, Self::Four, Self::FourAndHalf];

    /// The bound in hundredths of a star, the index's unit.
    pub(crate) const fn hundredths(self) -> u16 {
        match self {
            Self::One => 100,
            Self::Two => 200,
            Self::Three => 300,
            Self::Four => 400,
            Self::FourAndHalf => 450,
        }
    }

    /// The bound with these hundredths, if there is one.
    pub(crate) fn from_hundredths(hundredths: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|stars| stars.hundredths() == hundredths)
    }

    /// The bound as requests carry it.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::Two => "2",
            Self::Three => "3",
            Self::Four => "4",
            Self::FourAndHalf => "4.5",
        }
    }
}

impl FromStr for Stars {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        Self::ALL.into_iter().find(|stars| stars.text() == text).ok_or(ShapeError)
    }
}

impl FilterParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self {
            brand: query.values("brand", BRANDS_MAX),
            min_price: query.number("minPrice", 0..=PRICE_MAX),
            max_price: query.number("maxPrice", 0..=PRICE_MAX),
            spec: query.values("spec", SPECS_MAX),
            min_rating: query.value("minRating"),
            condition: query.values("condition", CONDITIONS_MAX),
            in_stock: query.flag("inStock").unwrap_or(false),
        }
    }
}
