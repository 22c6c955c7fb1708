//! What a row of a file says about a product and its variants, checked; what it does not mention stays as it is.

use std::collections::BTreeMap;

use cholon_kernel::clock::Timestamp;
use serde_json::Value;

use super::fields::Patch;
use crate::model::{Condition, PriceUnit, ProductStatus, Rating, Spec, VariantAttribute};

/// What a file says about one product.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProductPatch {
    /// The first row that speaks of it.
    pub(crate) row: u32,
    pub(crate) slug: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) name_en: Patch<String>,
    pub(crate) category: Option<Vec<String>>,
    pub(crate) brand: Patch<String>,
    pub(crate) status: Option<ProductStatus>,
    pub(crate) condition: Option<Condition>,
    pub(crate) price_unit: Option<PriceUnit>,
    pub(crate) is_featured: Option<bool>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) short_description: Option<String>,
    pub(crate) short_description_en: Patch<String>,
    pub(crate) description_html: Option<String>,
    pub(crate) description_html_en: Patch<String>,
    pub(crate) seo_title: Patch<String>,
    pub(crate) seo_description: Patch<String>,
    pub(crate) specs: Option<Vec<Spec>>,
    pub(crate) attributes: Option<BTreeMap<String, Value>>,
    pub(crate) notes: Option<BTreeMap<String, Value>>,
    pub(crate) rating: Patch<Rating>,
    pub(crate) review_count: Option<u32>,
    pub(crate) sold_count: Option<u32>,
    pub(crate) published_at: Patch<Timestamp>,
    pub(crate) variants: Vec<VariantPatch>,
}

/// What a file says about one variant.
#[derive(Debug, Clone, Default)]
pub(crate) struct VariantPatch {
    pub(crate) row: u32,
    pub(crate) sku: String,
    pub(crate) attributes: Option<Vec<VariantAttribute>>,
    pub(crate) price: Option<i64>,
    pub(crate) list_price: Option<i64>,
    pub(crate) barcode: Patch<String>,
    pub(crate) weight_g: Patch<u32>,
    pub(crate) dimensions_mm: Patch<[u32; 3]>,
    pub(crate) available: Option<u32>,
    pub(crate) is_active: Option<bool>,
}
