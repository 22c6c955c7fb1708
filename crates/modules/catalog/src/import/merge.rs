//! What is there and what the file says become what is to be written; nothing when both agree.

use std::collections::BTreeMap;

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{BrandId, CategoryId, Clock, Money, ProductId, Quantity, VariantId};

use super::fields::Patch;
use super::patch::{ProductPatch, VariantPatch};
use crate::document::{ProductDocument, StoredProduct, StoredVariant};
use crate::events::PriceChange;
use crate::model::{Condition, PriceUnit, ProductStatus};

/// Pieces of a new variant when the file does not say how many there are: enough to be bought.
pub const AVAILABLE_DEFAULT: u32 = 100;

/// What the catalogue decides about a product before it is merged.
pub(crate) struct Placement {
    pub(crate) slug: String,
    pub(crate) category_id: CategoryId,
    pub(crate) brand_id: Patch<BrandId>,
}

/// Rows to write for one product.
pub(crate) struct Write {
    pub(crate) product: StoredProduct,
    pub(crate) variants: Vec<StoredVariant>,
    pub(crate) prices: Vec<PriceChange>,
    pub(crate) old_category_id: Option<CategoryId>,
}

/// The rows that bring the product to what `patch` says; `None` when it is so already.
pub(crate) fn merge(
    current: Option<&ProductDocument>,
    patch: ProductPatch,
    placement: Placement,
    clock: &dyn Clock,
) -> Option<Write> {
    let before = current.map(|document| &document.product);
    let stored = current.map(|document| document.with.variants.as_slice()).unwrap_or_default();
    let mut patch = patch;
    let variant_patches = std::mem::take(&mut patch.variants);
    let mut product = merge_product(before, patch, placement, clock);
    let mut prices = Vec::new();
    let variants = merge_variants(product.id, stored, variant_patches, clock, &mut prices);
    if before == Some(&product) && variants.is_empty() {
        return None;
    }
    product.updated_at = now(clock);
    Some(Write { product, variants, prices, old_category_id: before.map(|before| before.category_id) })
}

/// The current moment as exactly as the database keeps it.
pub(crate) fn now(clock: &dyn Clock) -> Timestamp {
    to_microseconds(clock.now())
}

fn to_microseconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(moment.as_microsecond()).unwrap_or(moment)
}

fn blank(clock: &dyn Clock) -> StoredProduct {
    StoredProduct {
        id: ProductId::new(clock),
        slug: "".into(),
        category_id: uuid::Uuid::nil().into(),
        brand_id: None,
        name: "".into(),
        name_en: None,
        short_description: String::new(),
        short_description_en: None,
        description_html: String::new(),
        description_html_en: None,
        status: ProductStatus::Active,
        is_featured: false,
        condition: Condition::New,
        price_unit: PriceUnit::Piece,
        tags: Vec::new(),
        seo_title: None,
        seo_description: None,
        specs: Vec::new(),
        attributes: BTreeMap::new(),
        notes: BTreeMap::new(),
        rating_hundredths: None,
        review_count: 0,
        sold_count: 0,
        published_at: None,
        created_at: now(clock),
        updated_at: now(clock),
    }
}

fn merge_product(
    before: Option<&StoredProduct>,
    patch: ProductPatch,
    placement: Placement,
    clock: &dyn Clock,
) -> StoredProduct {
    let old = before.cloned().unwrap_or_else(|| blank(clock));
    let status = patch.status.unwrap_or(old.status);
    let published_at = patch.published_at.flatten().map(to_microseconds).or(match (patch.published_at, status) {
        (Some(None), ProductStatus::Draft) => None,
        _ => old.published_at,
    });
    let is_published = status != ProductStatus::Draft;
    StoredProduct {
        slug: placement.slug.into(),
        category_id: placement.category_id,
        brand_id: placement.brand_id.unwrap_or(old.brand_id),
        name: patch.name.map_or(old.name, Into::into),
        name_en: patch.name_en.map_or(old.name_en, |name| name.map(Into::into)),
        short_description: patch.short_description.unwrap_or(old.short_description),
        short_description_en: patch.short_description_en.unwrap_or(old.short_description_en),
        description_html: patch.description_html.unwrap_or(old.description_html),
        description_html_en: patch.description_html_en.unwrap_or(old.description_html_en),
        status,
        is_featured: patch.is_featured.unwrap_or(old.is_featured),
        condition: patch.condition.unwrap_or(old.condition),
        price_unit: patch.price_unit.unwrap_or(old.price_unit),
        tags: patch.tags.unwrap_or(old.tags),
        seo_title: patch.seo_title.unwrap_or(old.seo_title),
        seo_description: patch.seo_description.unwrap_or(old.seo_description),
        specs: patch.specs.unwrap_or(old.specs),
        attributes: patch.attributes.unwrap_or(old.attributes),
        notes: patch.notes.unwrap_or(old.notes),
        rating_hundredths: patch.rating.unwrap_or(old.rating_hundredths),
        review_count: patch.review_count.unwrap_or(old.review_count),
        sold_count: patch.sold_count.unwrap_or(old.sold_count),
        published_at: published_at.or_else(|| is_published.then(|| now(clock))),
        id: old.id,
        created_at: old.created_at,
        updated_at: old.updated_at,
    }
}

/// The variants that differ from what is stored, with their changes of price.
fn merge_variants(
    product_id: ProductId,
    stored: &[StoredVariant],
    patches: Vec<VariantPatch>,
    clock: &dyn Clock,
    prices: &mut Vec<PriceChange>,
) -> Vec<StoredVariant> {
    let mut next_position = stored.iter().map(|variant| variant.position + 1).max().unwrap_or_default();
    let mut changed = Vec::new();
    for patch in patches {
        let before = stored.iter().find(|variant| variant.sku == patch.sku);
        let base = before.cloned().unwrap_or_else(|| {
            next_position += 1;
            blank_variant(product_id, &patch, next_position - 1, clock)
        });
        let merged = merge_variant(base, patch);
        if before == Some(&merged) {
            continue;
        }
        prices.extend(before.filter(|before| before.price != merged.price).map(|before| PriceChange {
            product_id,
            variant_id: merged.id,
            old_price: Money::vnd(before.price),
            new_price: Money::vnd(merged.price),
        }));
        changed.push(merged);
    }
    changed
}

fn blank_variant(product_id: ProductId, patch: &VariantPatch, position: i32, clock: &dyn Clock) -> StoredVariant {
    let price = patch.price.unwrap_or_default();
    StoredVariant {
        id: VariantId::new(clock),
        product_id,
        sku: patch.sku.clone(),
        position,
        attributes: Vec::new(),
        price,
        list_price: price,
        barcode: None,
        weight_g: None,
        length_mm: None,
        width_mm: None,
        height_mm: None,
        available: quantity(AVAILABLE_DEFAULT),
        is_active: true,
    }
}

fn quantity(count: u32) -> Quantity {
    Quantity::new(count).unwrap_or(Quantity::MAX)
}

fn merge_variant(old: StoredVariant, patch: VariantPatch) -> StoredVariant {
    let price = patch.price.unwrap_or(old.price);
    let dimensions = |old: Option<u32>, place: usize| {
        patch.dimensions_mm.map_or(old, |dimensions| dimensions.map(|sides| sides[place]))
    };
    StoredVariant {
        attributes: patch.attributes.unwrap_or(old.attributes),
        price,
        list_price: patch.list_price.unwrap_or(old.list_price.max(price)),
        barcode: patch.barcode.unwrap_or(old.barcode),
        weight_g: patch.weight_g.unwrap_or(old.weight_g),
        length_mm: dimensions(old.length_mm, 0),
        width_mm: dimensions(old.width_mm, 1),
        height_mm: dimensions(old.height_mm, 2),
        available: patch.available.map_or(old.available, quantity),
        is_active: patch.is_active.unwrap_or(old.is_active),
        ..old
    }
}
