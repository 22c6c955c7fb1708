//! What pages, the API and flows see of the catalogue. Pure types, no IO.

use std::sync::Arc;

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{BasisPoints, BrandId, CategoryId, Locale, MediaId, Money, ProductId, Quantity, VariantId};
use serde::{Deserialize, Serialize};

/// Where a product is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProductStatus {
    /// Being prepared; staff only.
    Draft,
    /// For sale.
    Active,
    /// No longer offered: its page answers 410.
    Archived,
}

/// The condition of the goods: new, or a grade of used goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Never used.
    #[default]
    New,
    /// Used, like new.
    GradeA,
    /// Used, light marks.
    GradeB,
    /// Used, visible marks.
    GradeC,
}

/// What the price pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriceUnit {
    /// The piece itself.
    #[default]
    Piece,
    /// One day of rent.
    Day,
}

/// A rating in hundredths of a star, 0 to 500; no floats on the way to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rating(pub u16);

/// Name and slug of something that has a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedLink<Id> {
    /// The identifier.
    pub id: Id,
    /// The URL part.
    pub slug: Arc<str>,
    /// The name in Vietnamese.
    pub name: Arc<str>,
}

/// A picture as pages reference it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The identifier.
    pub id: MediaId,
    /// The content hash that URLs carry; a changed picture gets a new one.
    pub hash: Arc<str>,
    /// What the picture shows, for people who do not see it.
    pub alt: Arc<str>,
    /// Width of the original in pixels.
    pub width: u32,
    /// Height of the original in pixels.
    pub height: u32,
    /// Whether AVIF files are ready beside WebP and the fallback.
    pub has_avif: bool,
}

/// The widths in pixels that pages use. A picture narrower than a width is not enlarged: its file holds the original size.
pub const PICTURE_WIDTHS: [u32; 3] = [320, 640, 960];

impl Picture {
    /// The immutable URL path of the file for `width` (one of [`PICTURE_WIDTHS`]) in a format: `avif`, `webp` or `jpg`.
    #[must_use]
    pub fn url(&self, width: u32, format: &str) -> String {
        format!("/media/{}-{width}.{format}", self.hash)
    }
}

/// A product as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductCard {
    /// The identifier.
    pub id: ProductId,
    /// The URL part.
    pub slug: Arc<str>,
    /// The name.
    pub name: Arc<str>,
    /// The name in English, if there is one.
    pub name_en: Option<Arc<str>>,
    /// The category the product is filed in; its slug leads the product's URL.
    pub category: NamedLink<CategoryId>,
    /// The brand, if any.
    pub brand: Option<NamedLink<BrandId>>,
    /// The lowest price of an active variant.
    pub price: Money,
    /// The list price of that variant; equal to `price` without a discount.
    pub list_price: Money,
    /// What the price pays for.
    pub price_unit: PriceUnit,
    /// Whether variants differ in price, so that the price is a "from".
    pub price_varies: bool,
    /// The primary picture.
    pub picture: Option<Picture>,
    /// Average rating; `None` without reviews.
    pub rating: Option<Rating>,
    /// Number of reviews.
    pub review_count: u32,
    /// Pieces sold.
    pub sold_count: u32,
    /// Whether any active variant can be bought now.
    pub in_stock: bool,
    /// Condition of the goods.
    pub condition: Condition,
    /// Up to four telling specs, such as `8 GB`, `6.7 inch`.
    pub highlights: Vec<Arc<str>>,
}

impl ProductCard {
    /// The name in a language; Vietnamese where there is no other.
    #[must_use]
    pub fn name_in(&self, locale: Locale) -> &str {
        self.name_en.as_deref().filter(|_| locale == Locale::En).unwrap_or(&self.name)
    }

    /// The discount against the list price.
    #[must_use]
    pub fn discount(&self) -> Option<BasisPoints> {
        self.price.discount_from(self.list_price)
    }

    /// The path of the product's page in Vietnamese, `/{category}/{product}`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/{}/{}", self.category.slug, self.slug)
    }
}

/// An attribute by which variants differ, such as colour or storage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantAttribute {
    /// What differs: `Màu sắc`.
    pub name: String,
    /// How: `Xanh dương`.
    pub value: String,
}

/// The thing a shopper buys: a SKU with a price and a stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The identifier.
    pub id: VariantId,
    /// The merchant's stock-keeping unit, unique.
    pub sku: String,
    /// What sets this variant apart, in order of display; empty for an only variant.
    pub attributes: Vec<VariantAttribute>,
    /// What it costs now.
    pub price: Money,
    /// What it costs without the discount.
    pub list_price: Money,
    /// EAN-13 or UPC-A, check digit verified.
    pub barcode: Option<String>,
    /// Weight in grams, for shipping.
    pub weight_g: Option<u32>,
    /// Length, width and height in millimetres, for shipping.
    pub dimensions_mm: Option<[u32; 3]>,
    /// Pieces that can be bought now.
    pub available: Quantity,
}

/// One line of a product's data sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// The group: `Màn hình`.
    pub group: String,
    /// The name: `Kích thước`.
    pub name: String,
    /// The value: `6.7`.
    pub value: String,
    /// The unit: `inch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Spec {
    /// Value and unit together: `6.7 inch`.
    #[must_use]
    pub fn display(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{}\u{a0}{unit}", self.value),
            None => self.value.clone(),
        }
    }
}

/// A product with everything its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductDetail {
    /// What lists show.
    pub card: ProductCard,
    /// Where it is in its life.
    pub status: ProductStatus,
    /// Plain text under the name.
    pub short_description: String,
    /// The same in English, if there is one.
    pub short_description_en: Option<String>,
    /// Sanitised HTML.
    pub description_html: String,
    /// The same in English, if there is one.
    pub description_html_en: Option<String>,
    /// Active variants in order of display; never empty for an active product.
    pub variants: Vec<Variant>,
    /// Pictures in order of display, the primary one first.
    pub pictures: Vec<Picture>,
    /// The data sheet in order of display.
    pub specs: Vec<Spec>,
    /// Free words that staff filed it under.
    pub tags: Vec<String>,
    /// Title for search engines, if staff wrote one.
    pub seo_title: Option<String>,
    /// Description for search engines, if staff wrote one.
    pub seo_description: Option<String>,
    /// When it was first put on sale.
    pub published_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Category {
    /// The name in a language; Vietnamese where there is no other.
    #[must_use]
    pub fn name_in(&self, locale: Locale) -> &str {
        self.name_en.as_deref().filter(|_| locale == Locale::En).unwrap_or(&self.link.name)
    }
}

impl ProductDetail {
    /// The text under the name in a language; Vietnamese where there is no other.
    #[must_use]
    pub fn short_description_in(&self, locale: Locale) -> &str {
        self.short_description_en.as_deref().filter(|_| locale == Locale::En).unwrap_or(&self.short_description)
    }

    /// The description in a language; Vietnamese where there is no other.
    #[must_use]
    pub fn description_html_in(&self, locale: Locale) -> &str {
        self.description_html_en.as_deref().filter(|_| locale == Locale::En).unwrap_or(&self.description_html)
    }
}

/// A node of the category tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Category {
    /// Identifier, slug and name.
    pub link: NamedLink<CategoryId>,
    /// The name in English, if there is one.
    pub name_en: Option<Arc<str>>,
    /// The node above; `None` for a root.
    pub parent: Option<CategoryId>,
    /// Distance from the root, which has 0.
    pub level: u16,
    /// Nodes below, in order of display.
    pub children: Vec<CategoryId>,
    /// Active products in it and below.
    pub product_count: u32,
    /// The picture, if any.
    pub picture: Option<Picture>,
    /// Which specs its products carry; inherited from above where it has none of its own.
    pub spec_template: Vec<SpecTemplate>,
}

/// One spec that the products of a category carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecTemplate {
    /// The group it stands in.
    pub group: String,
    /// Its name.
    pub name: String,
    /// Its unit, if it has one.
    #[serde(default)]
    pub unit: Option<String>,
    /// Whether shoppers can filter by it.
    #[serde(default)]
    pub is_filter: bool,
}

/// The answer to "what is at this slug?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup<T> {
    /// This.
    Found(T),
    /// It was renamed; ask for the new path's slug. The page answers 301.
    Moved(Arc<str>),
    /// It was here and is no longer offered. The page answers 410.
    Gone,
    /// Never heard of it. The page answers 404.
    Unknown,
}

/// A line of the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    /// The product; where the next page starts after.
    pub id: ProductId,
    /// Slug of its category.
    pub category_slug: String,
    /// Its slug.
    pub slug: String,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Rating {
    /// The best rating there is.
    pub const MAX: Self = Self(500);
}
