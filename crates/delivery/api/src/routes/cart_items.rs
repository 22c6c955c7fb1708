//! `/v1/cart/items`: single lines of the cart, for clients that keep no operations (CART-1).

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_cart::{FormChange, FormKey, LineView, Owner, Synced};
use cholon_kernel::VariantId;
use cholon_shopping::CartPicture;
use cholon_webkit::{Problem, Rendered};
use uuid::Uuid;

use super::cart::{CHANNEL, by_sku, checked_note, prices};
use super::cart_numbers::{checked_pieces, checked_seen};
use super::responses::{KeyHeader, WriteFailures};
use super::{ItemPath, path_id};
use crate::ApiState;
use crate::body::{Body, CartOwner, IdempotencyKey};
use crate::dto::cart::{CartBody, ItemChange, NewItem};
use crate::failure::{from_shopping, wrong};

/// Put something into the cart
///
/// Adds pieces to what there is of it. With an `Idempotency-Key` a request that is sent again counts once.
#[utoipa::path(
    post,
    path = "/v1/cart/items",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    params(KeyHeader),
    request_body = NewItem,
    responses((status = OK, description = "The cart with it.", body = CartBody), WriteFailures)
)]
pub(super) async fn add_item(
    State(state): State<ApiState>,
    CartOwner(owner): CartOwner,
    IdempotencyKey(key): IdempotencyKey,
    Body(item): Body<NewItem>,
) -> Result<Rendered, Problem> {
    let pieces = checked_pieces(item.quantity, "quantity")?;
    let variant = chosen(&state, &item).await?;
    let price = prices(&state, &[variant]).await?.get(&variant).copied();
    let price = Some(price.ok_or_else(|| wrong("variant", "detail-unknown-variant"))?);
    changed(&state, &owner, vec![FormChange::Add { variant, pieces, price }], key).await
}

/// Change a line
///
/// Its quantity, its note, or whether it is put aside for later; what is left out stays.
#[utoipa::path(
    patch,
    path = "/v1/cart/items/{id}",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    params(ItemPath),
    request_body = ItemChange,
    responses((status = OK, description = "The cart after it.", body = CartBody), WriteFailures)
)]
pub(super) async fn change_item(
    State(state): State<ApiState>,
    CartOwner(owner): CartOwner,
    id: Result<Path<Uuid>, PathRejection>,
    Body(change): Body<ItemChange>,
) -> Result<Rendered, Problem> {
    let line = own_line(&state, &owner, path_id(id)?).await?;
    changed(&state, &owner, changes(&line, &change)?, None).await
}

/// Take a line away
///
/// All of its pieces, whatever another device adds later.
#[utoipa::path(
    delete,
    path = "/v1/cart/items/{id}",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    params(ItemPath),
    responses((status = OK, description = "The cart without it.", body = CartBody), WriteFailures)
)]
pub(super) async fn remove_item(
    State(state): State<ApiState>,
    CartOwner(owner): CartOwner,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let variant = own_line(&state, &owner, path_id(id)?).await?.line.variant;
    changed(&state, &owner, vec![FormChange::Remove { variant }], None).await
}

/// What is put in, by id or SKU.
async fn chosen(state: &ApiState, item: &NewItem) -> Result<VariantId, Problem> {
    let variant = match (item.variant, &item.sku) {
        (Some(id), None) => Some(id.into()),
        (None, Some(sku)) => by_sku(state, std::slice::from_ref(sku)).await?.get(sku).copied(),
        (Some(_), Some(_)) | (None, None) => None,
    };
    variant.ok_or_else(|| wrong("sku", "detail-unknown-variant"))
}

/// The line of a variant, if there is one in this cart.
async fn own_line(state: &ApiState, owner: &Owner, variant: Uuid) -> Result<LineView, Problem> {
    let CartPicture { view, .. } = state.shopping.cart(owner).await.map_err(from_shopping)?;
    let mut lines = view.lines.into_iter().chain(view.saved);
    lines.find(|line| line.line.variant.as_uuid() == variant).ok_or_else(Problem::not_found)
}

/// What is to be done to a line.
fn changes(line: &LineView, change: &ItemChange) -> Result<Vec<FormChange>, Problem> {
    let (variant, wanted) = (line.line.variant, line.line.wanted);
    let quantity = change.quantity.map(|quantity| checked_pieces(quantity, "quantity")).transpose()?;
    let seen = change.seen_quantity.map_or(Ok(wanted), checked_seen)?;
    let quantity = quantity.map(|quantity| FormChange::SetQuantity { variant, quantity, seen });
    let note = change.note.as_deref().map(checked_note).transpose()?;
    let is_saved = change.saved_for_later;
    let is_described = note.is_some() || is_saved.is_some();
    let described = is_described.then_some(FormChange::Describe { variant, note, is_saved });
    Ok(quantity.into_iter().chain(described).collect())
}

async fn changed(
    state: &ApiState,
    owner: &Owner,
    changes: Vec<FormChange>,
    key: Option<FormKey>,
) -> Result<Rendered, Problem> {
    let done = state.shopping.change_all(owner, CHANNEL, changes, key).await;
    let (Synced { cart, refused, .. }, picture) = done.map_err(from_shopping)?;
    if refused.is_empty() {
        Rendered::json(&CartBody::new(&cart, &picture, &[]))
    } else {
        Err(wrong("variant", "detail-too-many-lines"))
    }
}
