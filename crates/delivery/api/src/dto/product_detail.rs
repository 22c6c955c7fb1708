//! A product with everything its page shows.

use cholon_catalog::model;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::link::{Brand, CategoryLink};
use super::money::Money;
use super::picture::Picture;
use super::product_summary::{Condition, PriceUnit, ProductSummary};
use super::rating::ReviewSummary;
use super::spec::{self, SpecGroup};
use super::variant::Variant;

/// A product with everything its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProductDetail {
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
    /// Categories from the root down to the one the product is filed in.
    breadcrumb: Vec<CategoryLink>,
    /// The brand; `null` for goods without one.
    #[schema(required)]
    brand: Option<Brand>,
    /// Plain text under the name, in Vietnamese.
    short_description: String,
    /// The same in English; `null` where there is none.
    #[schema(required)]
    short_description_en: Option<String>,
    /// The description in Vietnamese: sanitised HTML without scripts, styles or outside pictures.
    #[schema(example = "<p>Màn hình sáng, pin bền.</p>")]
    description_html: String,
    /// The same in English; `null` where there is none.
    #[schema(required)]
    description_html_en: Option<String>,
    /// The lowest price of its variants.
    price: Money,
    /// The list price of that variant; equal to `price` without a discount.
    list_price: Money,
    /// Whole percents saved against the list price; `null` without a discount.
    #[schema(minimum = 0, maximum = 100, example = 15, required)]
    discount_percent: Option<u32>,
    /// What the price pays for.
    price_unit: PriceUnit,
    /// Whether any variant can be bought now.
    in_stock: bool,
    /// Condition of the goods.
    condition: Condition,
    /// Variants in order of display.
    #[schema(min_items = 1)]
    variants: Vec<Variant>,
    /// Pictures in order of display, the primary one first.
    pictures: Vec<Picture>,
    /// The data sheet, group by group.
    spec_groups: Vec<SpecGroup>,
    /// Free words that staff filed it under.
    tags: Vec<String>,
    /// What shoppers think of it.
    reviews: ReviewSummary,
    /// Pieces sold.
    #[schema(example = 342)]
    sold_count: u32,
    /// Products like this one, best first.
    #[schema(max_items = 8)]
    related: Vec<ProductSummary>,
    /// Accessories and the like that are made for this product, what sells best first.
    #[schema(max_items = 8)]
    goes_with: Vec<ProductSummary>,
    /// Texts for search engines.
    seo: Seo,
    /// When it was first put on sale.
    #[schema(required)]
    published_at: Option<Timestamp>,
    /// When it last changed.
    updated_at: Timestamp,
}

/// Texts for search engines; `null` where staff wrote none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
struct Seo {
    /// The title.
    #[schema(required)]
    title: Option<String>,
    /// The description.
    #[schema(required)]
    description: Option<String>,
}

/// Other products that a product's page shows.
pub(crate) struct Others {
    pub(crate) related: Vec<model::ProductCard>,
    pub(crate) goes_with: Vec<model::ProductCard>,
}

impl ProductDetail {
    /// Puts together what the catalogue and the search know about a product.
    pub(crate) fn new(detail: &model::ProductDetail, path: &[&model::Category], others: &Others) -> Self {
        let card = &detail.card;
        Self {
            id: card.id.as_uuid(),
            slug: card.slug.to_string(),
            name: card.name.to_string(),
            name_en: card.name_en.as_ref().map(ToString::to_string),
            page_path: card.path(),
            breadcrumb: path.iter().map(|node| CategoryLink::from(&node.link)).collect(),
            brand: card.brand.as_ref().map(Brand::from),
            short_description: detail.short_description.clone(),
            short_description_en: detail.short_description_en.clone(),
            description_html: detail.description_html.clone(),
            description_html_en: detail.description_html_en.clone(),
            price: card.price.into(),
            list_price: card.list_price.into(),
            discount_percent: card.discount().map(cholon_kernel::BasisPoints::percent),
            price_unit: card.price_unit.into(),
            in_stock: card.in_stock,
            condition: card.condition.into(),
            variants: detail.variants.iter().map(Variant::from).collect(),
            pictures: detail.pictures.iter().map(Picture::from).collect(),
            spec_groups: spec::grouped(&detail.specs),
            tags: detail.tags.clone(),
            reviews: card.into(),
            sold_count: card.sold_count,
            related: others.related.iter().map(ProductSummary::from).collect(),
            goes_with: others.goes_with.iter().map(ProductSummary::from).collect(),
            seo: Seo { title: detail.seo_title.clone(), description: detail.seo_description.clone() },
            published_at: detail.published_at,
            updated_at: detail.updated_at,
        }
    }
}
