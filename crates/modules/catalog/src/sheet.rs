//! The shape in which products leave and enter: one JSON object a product, or one table row a variant.

use std::collections::BTreeMap;

use cholon_kernel::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::document::{ProductDocument, StoredVariant};
use crate::model::{Condition, PriceUnit, ProductStatus, Spec, VariantAttribute};

/// Columns of a table, in order. Those before `sku` speak of the product and are read from its first row.
pub const COLUMNS: [&str; 32] = [
    "product",
    "name",
    "name_en",
    "category",
    "brand",
    "status",
    "condition",
    "price_unit",
    "is_featured",
    "tags",
    "short_description",
    "short_description_en",
    "description_html",
    "description_html_en",
    "seo_title",
    "seo_description",
    "specs",
    "attrs",
    "notes",
    "rating_avg",
    "review_count",
    "sold_count",
    "published_at",
    "sku",
    "attributes",
    "price_vnd",
    "list_price_vnd",
    "barcode",
    "weight_g",
    "dimensions_mm",
    "available",
    "is_active",
];

/// A product as a line of JSONL; what [`crate::Catalog::import`] reads and [`crate::Catalog::export`] writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductSheet {
    /// Its slug, by which rows of one product belong together.
    pub product: String,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Names of its categories, root first.
    pub category: Vec<String>,
    /// Its brand.
    pub brand: Option<String>,
    /// Where it is in its life.
    pub status: ProductStatus,
    /// Condition of the goods.
    pub condition: Condition,
    /// What the price pays for.
    pub price_unit: PriceUnit,
    /// Whether staff put it forward.
    pub is_featured: bool,
    /// Its tags.
    pub tags: Vec<String>,
    /// Plain text under the name.
    pub short_description: String,
    /// The same in English.
    pub short_description_en: Option<String>,
    /// The description as HTML.
    pub description_html: String,
    /// The same in English.
    pub description_html_en: Option<String>,
    /// Title for search engines.
    pub seo_title: Option<String>,
    /// Description for search engines.
    pub seo_description: Option<String>,
    /// The data sheet in order of display.
    pub specs: Vec<Spec>,
    /// Plain values to filter by, such as `"ram_gb": 8`.
    pub attrs: BTreeMap<String, Value>,
    /// Where the data is from; never shown.
    pub notes: BTreeMap<String, Value>,
    /// Average rating with two decimals.
    pub rating_avg: Option<String>,
    /// Number of reviews.
    pub review_count: u32,
    /// Pieces sold.
    pub sold_count: u32,
    /// When it was first put on sale.
    pub published_at: Option<Timestamp>,
    /// Its variants in order of display.
    pub variants: Vec<VariantSheet>,
}

/// A variant within a [`ProductSheet`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VariantSheet {
    /// The stock-keeping unit.
    pub sku: String,
    /// What sets it apart.
    pub attributes: Vec<VariantAttribute>,
    /// What it costs, in đồng.
    pub price_vnd: i64,
    /// What it costs without the discount, in đồng.
    pub list_price_vnd: i64,
    /// EAN-13 or UPC-A.
    pub barcode: Option<String>,
    /// Weight in grams.
    pub weight_g: Option<u32>,
    /// Length, width and height in millimetres.
    pub dimensions_mm: Option<[u32; 3]>,
    /// Pieces that can be bought.
    pub available: u32,
    /// Whether it is for sale.
    pub is_active: bool,
}

impl From<ProductDocument> for ProductSheet {
    fn from(document: ProductDocument) -> Self {
        let category = document.with.category_names();
        let (product, with) = (document.product, document.with);
        Self {
            product: product.slug.to_string(),
            name: product.name.to_string(),
            name_en: product.name_en.as_deref().map(str::to_owned),
            category,
            brand: with.brand.map(|brand| brand.name.to_string()),
            status: product.status,
            condition: product.condition,
            price_unit: product.price_unit,
            is_featured: product.is_featured,
            tags: product.tags,
            short_description: product.short_description,
            short_description_en: product.short_description_en,
            description_html: product.description_html,
            description_html_en: product.description_html_en,
            seo_title: product.seo_title,
            seo_description: product.seo_description,
            specs: product.specs,
            attrs: product.attributes,
            notes: product.notes,
            rating_avg: product.rating_hundredths.map(|rating| format!("{}.{:02}", rating.0 / 100, rating.0 % 100)),
            review_count: product.review_count,
            sold_count: product.sold_count,
            published_at: product.published_at,
            variants: with.variants.into_iter().map(VariantSheet::from).collect(),
        }
    }
}

impl From<StoredVariant> for VariantSheet {
    fn from(variant: StoredVariant) -> Self {
        Self {
            dimensions_mm: variant.dimensions(),
            sku: variant.sku,
            attributes: variant.attributes,
            price_vnd: variant.price,
            list_price_vnd: variant.list_price,
            barcode: variant.barcode,
            weight_g: variant.weight_g,
            available: variant.available.get(),
            is_active: variant.is_active,
        }
    }
}
