//! `PUT /v1/cart/sync`: the whole cart at once, for clients that keep no operations (SYNC-6).

use axum::extract::State;
use cholon_cart::{LINES_MAX, Owner};
use cholon_kernel::VariantId;
use cholon_webkit::{Problem, Rendered};

use super::cart::{CHANNEL, by_sku, prices};
use super::cart_numbers::{checked_pieces, checked_version};
use super::responses::WriteFailures;
use crate::ApiState;
use crate::body::{Body, CartOwner};
use crate::dto::cart::{CartBody, ReplaceBody, ReplaceLine};
use crate::failure::{from_shopping, wrong};

/// Replace the whole cart
///
/// For thin clients: afterwards the cart holds exactly these lines. With `seenVersion` nothing is done when the cart was
/// changed since (409).
#[utoipa::path(
    put,
    path = "/v1/cart/sync",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    request_body = ReplaceBody,
    responses((status = OK, description = "The cart.", body = CartBody), WriteFailures)
)]
pub(super) async fn replace_cart(
    State(state): State<ApiState>,
    CartOwner(owner): CartOwner,
    Body(body): Body<ReplaceBody>,
) -> Result<Rendered, Problem> {
    put(&state, &owner, &body.cart, checked_version(body.seen_version)?).await
}

/// Makes the cart hold exactly these lines.
pub(super) async fn put(
    state: &ApiState,
    owner: &Owner,
    cart: &[ReplaceLine],
    seen_version: Option<i64>,
) -> Result<Rendered, Problem> {
    if cart.len() > LINES_MAX {
        return Err(wrong("cart", "detail-too-many-lines"));
    }
    let pieces: Vec<u32> = cart.iter().map(|line| checked_pieces(line.qty, "qty")).collect::<Result<_, _>>()?;
    let skus: Vec<String> = cart.iter().map(|line| line.sku.clone()).collect();
    let known = by_sku(state, &skus).await?;
    let ids: Option<Vec<VariantId>> = skus.iter().map(|sku| known.get(sku).copied()).collect();
    let ids = ids.ok_or_else(|| wrong("sku", "detail-unknown-variant"))?;
    let prices = prices(state, &ids).await?;
    let lines = ids.iter().zip(pieces).map(|(id, pieces)| (*id, pieces, prices.get(id).copied())).collect();
    let synced = state.shopping.carts.replace(owner, CHANNEL, lines, seen_version).await;
    let synced = synced.map_err(|error| from_shopping(error.into()))?;
    let picture = state.shopping.picture(&synced.cart).await.map_err(from_shopping)?;
    Rendered::json(&CartBody::new(&synced.cart, &picture, &synced.refused))
}
