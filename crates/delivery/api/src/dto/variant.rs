//! Variants: the things one can buy.

use cholon_catalog::model;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::money::Money;

/// A variant of a product: what a shopper buys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Variant {
    /// The identifier; it never changes.
    id: Uuid,
    /// The merchant's stock-keeping unit, unique in the shop.
    #[schema(min_length = 1, example = "NVX5-8-256-BLUE")]
    sku: String,
    /// What sets this variant apart, in order of display; empty for an only variant.
    attributes: Vec<VariantAttribute>,
    /// What it costs now.
    price: Money,
    /// What it costs without the discount.
    list_price: Money,
    /// EAN-13 or UPC-A.
    #[schema(pattern = "^[0-9]{12,13}$", example = "8936000000015", required)]
    barcode: Option<String>,
    /// Weight with packaging, for shipping.
    #[schema(example = 480, required)]
    weight_grams: Option<u32>,
    /// Size of the package in millimetres, for shipping.
    #[schema(required)]
    dimensions_mm: Option<Dimensions>,
    /// Pieces that can be bought now.
    #[schema(maximum = 1_000_000_000, example = 17)]
    available: u32,
}

/// An attribute by which variants differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
struct VariantAttribute {
    /// What differs.
    #[schema(example = "Màu sắc")]
    name: String,
    /// How.
    #[schema(example = "Xanh dương")]
    value: String,
}

/// Size of a package in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
struct Dimensions {
    /// Length in millimetres.
    #[schema(example = 180)]
    length: u32,
    /// Width in millimetres.
    #[schema(example = 90)]
    width: u32,
    /// Height in millimetres.
    #[schema(example = 60)]
    height: u32,
}

impl From<&model::Variant> for Variant {
    fn from(variant: &model::Variant) -> Self {
        let attribute = |attribute: &model::VariantAttribute| VariantAttribute {
            name: attribute.name.clone(),
            value: attribute.value.clone(),
        };
        let dimensions = |[length, width, height]: [u32; 3]| Dimensions { length, width, height };
        Self {
            id: variant.id.as_uuid(),
            sku: variant.sku.clone(),
            attributes: variant.attributes.iter().map(attribute).collect(),
            price: variant.price.into(),
            list_price: variant.list_price.into(),
            barcode: variant.barcode.clone(),
            weight_grams: variant.weight_g,
            dimensions_mm: variant.dimensions_mm.map(dimensions),
            available: variant.available.get(),
        }
    }
}
