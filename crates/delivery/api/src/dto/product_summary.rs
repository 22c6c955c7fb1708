//! A product as lists show it.

use cholon_catalog::model::{self, ProductCard};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::link::{Brand, CategoryLink};
use super::money::Money;
use super::picture::Picture;
use super::rating::ReviewSummary;

/// A product as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProductSummary {
    /// The identifier; it never changes.
    id: Uuid,
    /// The URL part; it can change, the old one then redirects.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "nova-x5-8gb-256gb")]
    slug: String,
    /// The name in Vietnamese.
    #[schema(example = "Điện thoại Nova X5 8 GB 256 GB")]
    name: String,
    /// The name in English; `null` where there is none.
    #[schema(example = "Nova X5 phone, 8 GB 256 GB", required)]
    name_en: Option<String>,
    /// Path of the product's page in the shop.
    #[schema(pattern = "^/", example = "/dien-thoai/nova-x5-8gb-256gb")]
    page_path: String,
    /// The category the product is filed in.
    category: CategoryLink,
    /// The brand; `null` for goods without one.
    #[schema(required)]
    brand: Option<Brand>,
    /// The lowest price of its variants.
    price: Money,
    /// The list price of that variant; equal to `price` without a discount.
    list_price: Money,
    /// Whole percents saved against the list price; `null` without a discount.
    #[schema(minimum = 0, maximum = 100, example = 15, required)]
    discount_percent: Option<u32>,
    /// What the price pays for.
    price_unit: PriceUnit,
    /// Whether variants differ in price, so that `price` is a "from" price.
    price_varies: bool,
    /// The primary picture; `null` without one.
    #[schema(required)]
    picture: Option<Picture>,
    /// What shoppers think of it.
    reviews: ReviewSummary,
    /// Pieces sold.
    #[schema(example = 342)]
    sold_count: u32,
    /// Whether any variant can be bought now.
    in_stock: bool,
    /// Condition of the goods.
    condition: Condition,
    /// Up to four telling specs.
    #[schema(max_items = 4, example = json!(["8 GB", "256 GB", "6.7 inch"]))]
    highlights: Vec<String>,
}

/// What a price pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PriceUnit {
    /// The piece itself.
    Piece,
    /// One day of rent.
    Day,
}

/// The condition of the goods: new, or a grade of used goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Condition {
    /// Never used.
    New,
    /// Used, like new.
    GradeA,
    /// Used, light marks.
    GradeB,
    /// Used, visible marks.
    GradeC,
}

impl From<model::PriceUnit> for PriceUnit {
    fn from(unit: model::PriceUnit) -> Self {
        match unit {
            model::PriceUnit::Piece => Self::Piece,
            model::PriceUnit::Day => Self::Day,
        }
    }
}

impl From<model::Condition> for Condition {
    fn from(condition: model::Condition) -> Self {
        match condition {
            model::Condition::New => Self::New,
            model::Condition::GradeA => Self::GradeA,
            model::Condition::GradeB => Self::GradeB,
            model::Condition::GradeC => Self::GradeC,
        }
    }
}

impl From<&ProductCard> for ProductSummary {
    fn from(card: &ProductCard) -> Self {
        Self {
            id: card.id.as_uuid(),
            slug: card.slug.to_string(),
            name: card.name.to_string(),
            name_en: card.name_en.as_ref().map(ToString::to_string),
            page_path: card.path(),
            category: (&card.category).into(),
            brand: card.brand.as_ref().map(Brand::from),
            price: card.price.into(),
            list_price: card.list_price.into(),
            discount_percent: card.discount().map(cholon_kernel::BasisPoints::percent),
            price_unit: card.price_unit.into(),
            price_varies: card.price_varies,
            picture: card.picture.as_ref().map(Picture::from),
            reviews: card.into(),
            sold_count: card.sold_count,
            in_stock: card.in_stock,
            condition: card.condition.into(),
            highlights: card.highlights.iter().map(ToString::to_string).collect(),
        }
    }
}
