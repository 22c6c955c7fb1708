//! Events of a change, cut into pieces of bounded size.

use std::collections::BTreeSet;

use cholon_database::Tx;
use cholon_kernel::{CategoryId, Clock, ProductId};

use crate::error::CatalogError;
use crate::events::{PRODUCTS_PER_EVENT_MAX, PriceChange, PriceChanged, ProductsChanged};

/// A product that changed, and the categories it is and was filed in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changed {
    pub(crate) product: ProductId,
    pub(crate) category: CategoryId,
    pub(crate) old_category: Option<CategoryId>,
}

/// Tells that products changed.
pub(crate) async fn products_changed(tx: &mut Tx, clock: &dyn Clock, changed: &[Changed]) -> Result<(), CatalogError> {
    for piece in changed.chunks(PRODUCTS_PER_EVENT_MAX) {
        let categories = piece.iter().flat_map(|change| [Some(change.category), change.old_category]);
        let category_ids: BTreeSet<CategoryId> = categories.flatten().collect();
        let event = ProductsChanged {
            product_ids: piece.iter().map(|change| change.product).collect(),
            category_ids: category_ids.into_iter().collect(),
        };
        cholon_events::publish(tx, clock, &event).await?;
    }
    Ok(())
}

/// Tells that prices changed.
pub(crate) async fn prices_changed(
    tx: &mut Tx,
    clock: &dyn Clock,
    changes: &[PriceChange],
) -> Result<(), CatalogError> {
    for piece in changes.chunks(PRODUCTS_PER_EVENT_MAX) {
        cholon_events::publish(tx, clock, &PriceChanged { changes: piece.to_vec() }).await?;
    }
    Ok(())
}
