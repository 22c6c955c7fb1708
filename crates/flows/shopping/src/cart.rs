//! Carts with what the shop offers of their lines.

use std::collections::HashMap;
use std::sync::Arc;

use cholon_cart::{Cart, CartId, CartView, FormChange, FormKey, GuestToken, Offer, Owner, SyncRequest, Synced, view};
use cholon_catalog::VariantOffer;
use cholon_kernel::{AccountId, VariantId};

use crate::Shopping;
use crate::error::ShoppingError;

/// A cart with the offers that it was looked at with.
#[derive(Debug, Clone)]
pub struct CartPicture {
    /// The cart as it can be ordered.
    pub view: CartView,
    /// What its lines are; those no longer sold are missing.
    pub offers: HashMap<VariantId, Arc<VariantOffer>>,
}

impl Shopping {
    /// A cart as it can be ordered now.
    pub async fn cart(&self, owner: &Owner) -> Result<CartPicture, ShoppingError> {
        self.picture(&self.carts.read(owner).await?).await
    }

    /// The same for a cart that was just read or written; asks the catalogue's memory alone as a rule.
    pub async fn picture(&self, cart: &Cart) -> Result<CartPicture, ShoppingError> {
        let ids: Vec<VariantId> = cart.lines.iter().map(|line| line.variant).collect();
        let offers = self.catalog.offers(&ids).await?;
        let offer = |id| {
            let offer: &Arc<VariantOffer> = offers.get(&id)?;
            Some(Offer { price: offer.price, list_price: offer.list_price, available: offer.available })
        };
        let view = view(cart, offer, self.settings.vat_basis_points)?;
        Ok(CartPicture { view, offers })
    }

    /// Applies what a device brings, with the price of each addition as it is now.
    pub async fn sync(&self, owner: &Owner, request: SyncRequest) -> Result<(Synced, CartPicture), ShoppingError> {
        let synced = self.carts.sync(owner, request).await?;
        let picture = self.picture(&synced.cart).await?;
        Ok((synced, picture))
    }

    /// Does what a form asks for.
    pub async fn change(
        &self,
        owner: &Owner,
        channel: &'static str,
        change: FormChange,
        key: Option<FormKey>,
    ) -> Result<(Synced, CartPicture), ShoppingError> {
        self.change_all(owner, channel, vec![change], key).await
    }

    /// Does all that one form asks for, in order.
    pub async fn change_all(
        &self,
        owner: &Owner,
        channel: &'static str,
        changes: Vec<FormChange>,
        key: Option<FormKey>,
    ) -> Result<(Synced, CartPicture), ShoppingError> {
        let synced = self.carts.change_all(owner, channel, changes, key).await?;
        let picture = self.picture(&synced.cart).await?;
        Ok((synced, picture))
    }

    /// Takes a guest's cart into that of somebody who logs in, once.
    pub async fn join(&self, guest: &GuestToken, account: AccountId) -> Result<CartId, ShoppingError> {
        Ok(self.carts.join(guest, account, self.settings.join_rule).await?.0)
    }
}
