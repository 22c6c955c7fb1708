//! What a cart needs to know of variants: what they are called, cost, and how many there are; kept in memory like cards.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use cholon_cache::{CacheSettings, Filled, Tag, TaggedCache};
use cholon_kernel::{Locale, Money, ProductId, VariantId};

use crate::error::CatalogError;
use crate::facade::Catalog;
use crate::model::{Picture, ProductDetail};
use crate::store;

/// Offers that are kept, about half a kilobyte each.
const OFFERS_KEPT_MAX: u64 = 50_000;
/// The longest time without an event.
const TTL: Duration = Duration::from_hours(1);
/// Offers that one call answers at most.
pub const OFFERS_MAX: usize = 1_000;

/// A variant as a cart shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantOffer {
    /// The variant.
    pub id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// Its stock-keeping unit.
    pub sku: String,
    /// The product's name.
    pub name: Arc<str>,
    /// The product's name in English, if there is one.
    pub name_en: Option<Arc<str>>,
    /// What sets the variant apart: `Xanh dương, 128 GB`; empty for an only variant.
    pub variant_name: String,
    /// The slug of the category that leads the product's address.
    pub category_slug: Arc<str>,
    /// The product's slug.
    pub slug: Arc<str>,
    /// The picture that stands for it.
    pub picture: Option<Picture>,
    /// What one costs now.
    pub price: Money,
    /// What it costs without the discount.
    pub list_price: Money,
    /// Pieces that can be bought now.
    pub available: u32,
}

impl VariantOffer {
    /// The product's name in a language; Vietnamese where there is no other.
    #[must_use]
    pub fn name_in(&self, locale: Locale) -> &str {
        self.name_en.as_deref().filter(|_| locale == Locale::En).unwrap_or(&self.name)
    }
}

/// Offers as last read.
pub(crate) struct OfferMemory(TaggedCache<VariantId, Arc<VariantOffer>>);

impl OfferMemory {
    pub(crate) fn new() -> Self {
        let settings = CacheSettings { name: "offers", weight_max: OFFERS_KEPT_MAX, ttl: TTL };
        Self(TaggedCache::new(settings, |_, _| 1))
    }

    pub(crate) fn forget(&self, ids: &[ProductId]) {
        self.0.invalidate(&ids.iter().map(|id| Tag::product(*id)).collect::<Vec<_>>());
    }

    pub(crate) fn clear(&self) {
        self.0.clear();
    }
}

impl Catalog {
    /// What is offered of variants now, at most [`OFFERS_MAX`]; those that are not for sale are left out. From memory as a
    /// rule, else two SQL statements.
    pub async fn offers(&self, ids: &[VariantId]) -> Result<HashMap<VariantId, Arc<VariantOffer>>, CatalogError> {
        let ids = ids.get(..OFFERS_MAX).unwrap_or(ids);
        let memory = self.inner.offers.get();
        let kept = ids.iter().filter_map(|id| Some((*id, memory?.0.get(id)?)));
        let mut offers: HashMap<VariantId, Arc<VariantOffer>> = kept.collect();
        let missing: Vec<VariantId> = ids.iter().copied().filter(|id| !offers.contains_key(id)).collect();
        if missing.is_empty() {
            return Ok(offers);
        }
        // Taken before reading: an offer that changes meanwhile is answered and not kept.
        let tickets: Vec<_> = missing.iter().filter_map(|id| Some((*id, memory?.0.begin()))).collect();
        let loaded = self.load_offers(&missing).await?;
        for (id, ticket) in tickets {
            if let Some(offer) = loaded.get(&id) {
                ticket.keep(id, Filled::from((Arc::clone(offer), vec![Tag::product(offer.product_id)])));
            }
        }
        offers.extend(loaded);
        Ok(offers)
    }

    async fn load_offers(&self, ids: &[VariantId]) -> Result<HashMap<VariantId, Arc<VariantOffer>>, CatalogError> {
        let mut connection = self.inner.database.read().await?;
        let products = store::lists::products_of(&mut connection, ids).await?;
        let documents = store::documents::active(&mut connection, &products).await?;
        let details = documents.into_iter().filter_map(crate::document::ProductDocument::detail);
        let offers = details.flat_map(|detail| offers_of(&detail)).filter(|offer| ids.contains(&offer.id));
        Ok(offers.map(|offer| (offer.id, Arc::new(offer))).collect())
    }

    /// The variants with these SKUs; unknown ones are left out. One SQL statement.
    pub async fn variants_by_sku(&self, skus: &[String]) -> Result<HashMap<String, VariantId>, CatalogError> {
        store::lists::variants_by_sku(&mut self.inner.database.read().await?, skus).await
    }

    /// The variants of a product that are for sale. One SQL statement.
    pub async fn variants_of(&self, product: ProductId) -> Result<Vec<VariantId>, CatalogError> {
        store::lists::variants_of(&mut self.inner.database.read().await?, product).await
    }
}

fn offers_of(detail: &ProductDetail) -> Vec<VariantOffer> {
    let card = &detail.card;
    let offer = |variant: &crate::model::Variant| VariantOffer {
        id: variant.id,
        product_id: card.id,
        sku: variant.sku.clone(),
        name: Arc::clone(&card.name),
        name_en: card.name_en.clone(),
        variant_name: variant.attributes.iter().map(|one| one.value.as_str()).collect::<Vec<_>>().join(", "),
        category_slug: card.category.slug.clone(),
        slug: Arc::clone(&card.slug),
        picture: card.picture.clone(),
        price: variant.price,
        list_price: variant.list_price,
        available: variant.available.get(),
    };
    detail.variants.iter().map(offer).collect()
}
