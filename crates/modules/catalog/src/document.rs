//! A product as the database hands it out in one piece, and what pages and the index see of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{BrandId, CategoryId, Money, ProductId, Quantity, VariantId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::facets::FacetSource;
use crate::index_record::IndexRecord;
use crate::model::{
    Condition, NamedLink, Picture, PriceUnit, ProductCard, ProductDetail, ProductStatus, Rating, Spec, SpecTemplate,
    Variant, VariantAttribute,
};
use crate::rich_text;

/// A row of `catalog.products`; read with what belongs to it, written without.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredProduct {
    pub(crate) id: ProductId,
    pub(crate) slug: Arc<str>,
    pub(crate) category_id: CategoryId,
    pub(crate) brand_id: Option<BrandId>,
    pub(crate) name: Arc<str>,
    pub(crate) name_en: Option<Arc<str>>,
    pub(crate) short_description: String,
    pub(crate) short_description_en: Option<String>,
    #[serde(default)]
    pub(crate) description_html: String,
    #[serde(default)]
    pub(crate) description_html_en: Option<String>,
    pub(crate) status: ProductStatus,
    pub(crate) is_featured: bool,
    pub(crate) condition: Condition,
    pub(crate) price_unit: PriceUnit,
    pub(crate) tags: Vec<String>,
    pub(crate) seo_title: Option<String>,
    pub(crate) seo_description: Option<String>,
    pub(crate) specs: Vec<Spec>,
    pub(crate) attributes: BTreeMap<String, Value>,
    #[serde(default)]
    pub(crate) notes: BTreeMap<String, Value>,
    pub(crate) rating_hundredths: Option<Rating>,
    pub(crate) review_count: u32,
    pub(crate) sold_count: u32,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// A row of `catalog.variants`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredVariant {
    pub(crate) id: VariantId,
    pub(crate) product_id: ProductId,
    pub(crate) sku: String,
    pub(crate) position: i32,
    pub(crate) attributes: Vec<VariantAttribute>,
    pub(crate) price: i64,
    pub(crate) list_price: i64,
    pub(crate) barcode: Option<String>,
    pub(crate) weight_g: Option<u32>,
    pub(crate) length_mm: Option<u32>,
    pub(crate) width_mm: Option<u32>,
    pub(crate) height_mm: Option<u32>,
    pub(crate) available: Quantity,
    pub(crate) is_active: bool,
}

#[derive(Debug, Deserialize)]
struct PathEntry {
    id: CategoryId,
    name: String,
}

/// What belongs to a product beside its own row.
#[derive(Debug, Deserialize)]
pub(crate) struct Belongings {
    pub(crate) category: NamedLink<CategoryId>,
    category_path: Vec<PathEntry>,
    spec_template: Vec<SpecTemplate>,
    pub(crate) brand: Option<NamedLink<BrandId>>,
    pub(crate) variants: Vec<StoredVariant>,
    pictures: Vec<Picture>,
}

/// A document of the view `catalog.product_documents`.
#[derive(Debug)]
pub(crate) struct ProductDocument {
    pub(crate) product: StoredProduct,
    pub(crate) with: Belongings,
}

impl ProductDocument {
    /// Reads the two halves out of the same text: cheaper than `flatten`, which buffers every field.
    pub(crate) fn parse(json: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { product: serde_json::from_str(json)?, with: serde_json::from_str(json)? })
    }

    fn active(&self) -> impl Iterator<Item = &StoredVariant> {
        self.with.variants.iter().filter(|variant| variant.is_active)
    }

    fn facet_source(&self) -> FacetSource<'_> {
        FacetSource {
            specs: &self.product.specs,
            template: &self.with.spec_template,
            attributes: &self.product.attributes,
        }
    }

    /// What lists show; `None` when no variant is active, so that there is no price.
    pub(crate) fn card(&self) -> Option<ProductCard> {
        let cheapest = self.active().min_by_key(|variant| variant.price)?;
        let product = &self.product;
        Some(ProductCard {
            id: product.id,
            slug: Arc::clone(&product.slug),
            name: Arc::clone(&product.name),
            name_en: product.name_en.clone(),
            category: self.with.category.clone(),
            brand: self.with.brand.clone(),
            price: Money::vnd(cheapest.price),
            list_price: Money::vnd(cheapest.list_price),
            price_unit: product.price_unit,
            price_varies: self.active().any(|variant| variant.price != cheapest.price),
            picture: self.with.pictures.first().cloned(),
            rating: product.rating_hundredths,
            review_count: product.review_count,
            sold_count: product.sold_count,
            in_stock: self.active().any(|variant| !variant.available.is_zero()),
            condition: product.condition,
            highlights: self.facet_source().highlights(),
        })
    }

    /// What the product's page shows; `None` like [`Self::card`].
    pub(crate) fn detail(self) -> Option<ProductDetail> {
        let card = self.card()?;
        let variants = self.active().map(StoredVariant::shown).collect();
        let product = self.product;
        Some(ProductDetail {
            card,
            status: product.status,
            short_description: product.short_description,
            short_description_en: product.short_description_en,
            description_html: product.description_html,
            description_html_en: product.description_html_en,
            variants,
            pictures: self.with.pictures,
            specs: product.specs,
            tags: product.tags,
            seo_title: product.seo_title,
            seo_description: product.seo_description,
            published_at: product.published_at,
            updated_at: product.updated_at,
        })
    }

    /// What an index wants; `None` like [`Self::card`].
    pub(crate) fn index_record(self) -> Option<IndexRecord> {
        let card = self.card()?;
        let differences = || self.active().flat_map(|variant| &variant.attributes);
        let sheet = self.product.specs.iter().map(|spec| (spec.name.clone(), spec.display()));
        let by_variant = differences().map(|attribute| (attribute.name.clone(), attribute.value.clone()));
        let text = rich_text::to_plain(&self.product.description_html);
        Some(IndexRecord {
            id: card.id,
            name: card.name.to_string(),
            name_en: card.name_en.as_deref().map(str::to_owned),
            skus: self.active().map(|variant| variant.sku.clone()).collect(),
            brand: card.brand.map(|brand| (brand.id, brand.name.to_string())),
            category_path: self.with.category_path.iter().map(|entry| (entry.id, entry.name.clone())).collect(),
            specs: sheet.chain(by_variant).collect(),
            facets: self.facet_source().facets(differences()),
            tags: self.product.tags.clone(),
            description: format!("{}\n{text}", self.product.short_description),
            price: card.price,
            list_price: card.list_price,
            in_stock: card.in_stock,
            condition: card.condition,
            rating: card.rating,
            review_count: card.review_count,
            sold_count: card.sold_count,
            published_at: self.product.published_at.unwrap_or(self.product.created_at),
            is_featured: self.product.is_featured,
        })
    }
}

impl Belongings {
    /// Names of the categories, root first.
    pub(crate) fn category_names(&self) -> Vec<String> {
        self.category_path.iter().map(|entry| entry.name.clone()).collect()
    }
}

impl StoredVariant {
    /// Length, width and height in millimetres.
    pub(crate) fn dimensions(&self) -> Option<[u32; 3]> {
        self.length_mm.zip(self.width_mm).zip(self.height_mm).map(|((length, width), height)| [length, width, height])
    }

    fn shown(&self) -> Variant {
        Variant {
            id: self.id,
            sku: self.sku.clone(),
            attributes: self.attributes.clone(),
            price: Money::vnd(self.price),
            list_price: Money::vnd(self.list_price),
            barcode: self.barcode.clone(),
            weight_g: self.weight_g,
            dimensions_mm: self.dimensions(),
            available: self.available,
        }
    }
}
