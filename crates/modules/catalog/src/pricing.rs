//! Changing what a variant costs and how many there are; the database keeps the history.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{Actor, Money, Quantity};

use crate::error::CatalogError;
use crate::events::PriceChange;
use crate::facade::Catalog;
use crate::import::now;
use crate::publish;
use crate::store;

/// A line of a variant's price history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRecord {
    /// Who changed it.
    pub actor: String,
    /// When.
    pub changed_at: Timestamp,
    /// What it cost before; `None` for the first price.
    pub old_price: Option<Money>,
    /// What it cost from then on.
    pub new_price: Money,
    /// Its list price from then on.
    pub new_list_price: Money,
}

/// Lines of a history that are answered at most.
const HISTORY_MAX: u32 = 1_000;

impl Catalog {
    /// Gives a variant a new price, and a new list price where one is given; otherwise the list price stays, or rises
    /// to the new price. Answers the change; `None` when the price was that already.
    pub async fn change_price(
        &self,
        sku: &str,
        price: Money,
        list_price: Option<Money>,
        actor: &Actor,
    ) -> Result<Option<PriceChange>, CatalogError> {
        let clock = &*self.inner.clock;
        let mut tx = self.inner.database.begin().await?;
        store::imports::set_actor(&mut tx, &actor.to_string(), now(clock)).await?;
        let product = store::changes::touch_by_sku(&mut tx, sku, now(clock)).await?;
        let product = product.ok_or(CatalogError::NotFound("variant"))?;
        let list_price = list_price.map(Money::minor);
        let Some(changed) = store::changes::set_price(&mut tx, sku, price.minor(), list_price).await? else {
            return Ok(None);
        };
        publish::products_changed(&mut tx, clock, &[product]).await?;
        let change = PriceChange {
            product_id: product.product,
            variant_id: changed.variant_id,
            old_price: Money::vnd(changed.old_price),
            new_price: price,
        };
        publish::prices_changed(&mut tx, clock, std::slice::from_ref(&change)).await?;
        tx.commit().await?;
        Ok(Some(change))
    }

    /// Says how many pieces of a variant can be bought; answers whether that changed.
    pub async fn set_available(&self, sku: &str, available: Quantity) -> Result<bool, CatalogError> {
        let clock = &*self.inner.clock;
        let mut tx = self.inner.database.begin().await?;
        let product = store::changes::touch_by_sku(&mut tx, sku, now(clock)).await?;
        let product = product.ok_or(CatalogError::NotFound("variant"))?;
        if !store::changes::set_available(&mut tx, sku, available).await? {
            return Ok(false);
        }
        publish::products_changed(&mut tx, clock, &[product]).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The price history of a variant, the latest change first; at most 1,000 lines.
    pub async fn price_history(&self, sku: &str) -> Result<Vec<PriceRecord>, CatalogError> {
        store::changes::history(&mut *self.inner.database.read().await?, sku, HISTORY_MAX).await
    }
}
