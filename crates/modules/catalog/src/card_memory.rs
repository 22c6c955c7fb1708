//! Cards of products in memory: every listing shows the same few hundred again and again.

use std::collections::HashMap;
use std::time::Duration;

use cholon_cache::{CacheSettings, Filled, Tag, TaggedCache};
use cholon_kernel::ProductId;

use crate::error::CatalogError;
use crate::model::ProductCard;

/// Cards that are kept, about a kilobyte each.
const CARDS_KEPT_MAX: u64 = 20_000;
/// The longest time without an event, for changes that no event tells of.
const TTL: Duration = Duration::from_hours(1);

/// Cards as last read.
pub(crate) struct CardMemory(TaggedCache<ProductId, ProductCard>);

impl CardMemory {
    pub(crate) fn new() -> Self {
        let settings = CacheSettings { name: "cards", weight_max: CARDS_KEPT_MAX, ttl: TTL };
        Self(TaggedCache::new(settings, |_, _| 1))
    }

    /// The cards in the order asked; those that are not in memory come from `load`, in one call.
    pub(crate) async fn get(
        &self,
        ids: &[ProductId],
        load: impl AsyncFnOnce(&[ProductId]) -> Result<Vec<ProductCard>, CatalogError>,
    ) -> Result<Vec<ProductCard>, CatalogError> {
        let kept = ids.iter().filter_map(|id| Some((*id, self.0.get(id)?)));
        let mut cards: HashMap<ProductId, ProductCard> = kept.collect();
        let missing: Vec<ProductId> = ids.iter().copied().filter(|id| !cards.contains_key(id)).collect();
        if !missing.is_empty() {
            // Taken before reading: a card that changes meanwhile is answered and not kept.
            let tickets: Vec<_> = missing.iter().map(|id| (*id, self.0.begin())).collect();
            cards.extend(load(&missing).await?.into_iter().map(|card| (card.id, card)));
            for (id, ticket) in tickets {
                if let Some(card) = cards.get(&id) {
                    ticket.keep(id, Filled::from((card.clone(), vec![Tag::product(id)])));
                }
            }
        }
        Ok(ids.iter().filter_map(|id| cards.get(id).cloned()).collect())
    }

    pub(crate) fn forget(&self, ids: &[ProductId]) {
        self.0.invalidate(&ids.iter().map(|id| Tag::product(*id)).collect::<Vec<_>>());
    }

    pub(crate) fn clear(&self) {
        self.0.clear();
    }
}
