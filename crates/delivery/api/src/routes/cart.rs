//! `/v1/cart/…`: the one cart of all devices.

use std::collections::HashMap;
use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, Sse};
use cholon_cart::{Change, GuestToken, NOTE_LENGTH_MAX, Numbered, OPERATIONS_MAX, Operation, Owner, SyncRequest};
use cholon_kernel::VariantId;
use cholon_webkit::{Problem, Rendered, live};
use futures_util::Stream;
use http::StatusCode;
use uuid::Uuid;

use super::cart_numbers::{checked_change, checked_number, checked_quantity, checked_time, checked_version};
use super::cart_whole;
use super::responses::{ReadHeaders, WriteFailures};
use crate::ApiState;
use crate::body::{Body, CartOwner};
use crate::dto::cart::{CartBody, CartEvent, GuestCart, OperationKind, SyncBody, SyncOperation};
use crate::failure::{from_catalog, from_shopping, wrong};

/// Where carts are changed here, for figures.
pub(super) const CHANNEL: &str = "api";

/// Open a guest's cart
///
/// Makes a token for somebody without an account. The cart itself begins with the first change.
#[utoipa::path(
    post,
    path = "/v1/cart/guest",
    tag = "cart",
    responses((status = CREATED, description = "The token.", body = GuestCart), WriteFailures)
)]
pub(super) async fn open_guest_cart(_: State<ApiState>) -> Result<Rendered, Problem> {
    let token = GuestToken::random();
    Ok(Rendered::json(&GuestCart { cart_token: token.reveal().to_owned() })?.with_status(StatusCode::CREATED))
}

/// Read the cart
///
/// The canonical cart with its version, cut to what can be ordered now; `clamped` says where that is less than wanted,
/// `priceBefore` where the price is another than when it was added.
#[utoipa::path(
    get,
    path = "/v1/cart",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The cart.", body = CartBody), WriteFailures)
)]
pub(super) async fn read_cart(State(state): State<ApiState>, CartOwner(owner): CartOwner) -> Result<Rendered, Problem> {
    shown(&state, &owner).await
}

/// Read the cart before bringing changes
///
/// The same as `GET /v1/cart`: version, `clock` and what was `heard` of each device are what a device goes on from.
#[utoipa::path(
    get,
    path = "/v1/cart/sync",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The cart.", body = CartBody), WriteFailures)
)]
pub(super) async fn read_cart_to_sync(
    State(state): State<ApiState>,
    CartOwner(owner): CartOwner,
) -> Result<Rendered, Problem> {
    shown(&state, &owner).await
}

async fn shown(state: &ApiState, owner: &Owner) -> Result<Rendered, Problem> {
    let cart = state.shopping.carts.read(owner).await.map_err(|error| from_shopping(error.into()))?;
    let picture = state.shopping.picture(&cart).await.map_err(from_shopping)?;
    Rendered::json(&CartBody::new(&cart, &picture, &[]))
}

/// Bring changes of a device, or a whole cart
///
/// Applies the operations that the device numbered and answers the merged cart, durably written. Operations that were
/// applied before are passed over, so a request without an answer is simply sent again. A gap in the numbers is answered
/// with 409 and the number that comes next, and nothing of the request is applied. Thin clients send `cart` instead, as
/// with PUT.
#[utoipa::path(
    post,
    path = "/v1/cart/sync",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    request_body = SyncBody,
    responses((status = OK, description = "The merged cart.", body = CartBody), WriteFailures)
)]
pub(super) async fn sync_cart(
    State(state): State<ApiState>,
    CartOwner(owner): CartOwner,
    Body(body): Body<SyncBody>,
) -> Result<Rendered, Problem> {
    let seen_version = checked_version(body.seen_version)?;
    match (body.device, body.cart) {
        (Some(device), None) => apply(&state, &owner, device, body.operations).await,
        (None, Some(cart)) if body.operations.is_empty() => cart_whole::put(&state, &owner, &cart, seen_version).await,
        _ => Err(wrong("device", "detail-device-or-cart")),
    }
}

async fn apply(
    state: &ApiState,
    owner: &Owner,
    device: Uuid,
    operations: Vec<SyncOperation>,
) -> Result<Rendered, Problem> {
    if operations.len() > OPERATIONS_MAX {
        return Err(wrong("operations", "detail-too-many-operations"));
    }
    let device = device.into();
    let variants = variants(state, &operations).await?;
    let prices = prices(state, &variants).await?;
    let mut numbered = Vec::with_capacity(operations.len());
    for (one, variant) in operations.into_iter().zip(variants) {
        let price = prices.get(&variant).copied();
        let (number, at_ms) = (checked_number(one.number)?, checked_time(one.at)?);
        let operation = Operation { variant, change: change(one, price)? };
        numbered.push(Numbered { device, number, at_ms, operation });
    }
    let request = SyncRequest { channel: CHANNEL, operations: numbered };
    let (synced, picture) = state.shopping.sync(owner, request).await.map_err(from_shopping)?;
    Rendered::json(&CartBody::new(&synced.cart, &picture, &synced.refused))
}

/// The variants of operations, by id or SKU; every one exists.
async fn variants(state: &ApiState, operations: &[SyncOperation]) -> Result<Vec<VariantId>, Problem> {
    let skus: Vec<String> = operations.iter().filter_map(|one| one.sku.clone()).collect();
    let known = if skus.is_empty() { HashMap::new() } else { by_sku(state, &skus).await? };
    let variant = |one: &SyncOperation| match (one.variant, &one.sku) {
        (Some(id), None) => Some(id.into()),
        (None, Some(sku)) => known.get(sku).copied(),
        (Some(_), Some(_)) | (None, None) => None,
    };
    let variants: Option<Vec<VariantId>> = operations.iter().map(variant).collect();
    variants.ok_or_else(|| wrong("sku", "detail-unknown-variant"))
}

/// What variants cost now, in minor units.
pub(super) async fn prices(state: &ApiState, ids: &[VariantId]) -> Result<HashMap<VariantId, i64>, Problem> {
    let offers = state.shopping.catalog.offers(ids).await.map_err(from_catalog)?;
    Ok(offers.into_iter().map(|(id, offer)| (id, offer.price.minor())).collect())
}

/// What an operation does. Something that is not sold cannot be added; it can still be removed.
fn change(one: SyncOperation, price: Option<i64>) -> Result<Change, Problem> {
    checked_quantity(one.quantity)?;
    match one.kind {
        OperationKind::Remove => Ok(Change::Remove),
        OperationKind::Add => {
            let pieces = checked_change(one.quantity)?;
            if pieces > 0 && price.is_none() {
                return Err(wrong("variant", "detail-unknown-variant"));
            }
            Ok(Change::Add { pieces, price })
        }
        OperationKind::Describe => {
            let note = checked_note(&one.note.unwrap_or_default())?;
            Ok(Change::Describe { note, is_saved: one.saved_for_later.unwrap_or(false) })
        }
    }
}

/// The variants with these SKUs. The database cannot even be asked for a text with a zero in it.
pub(super) async fn by_sku(state: &ApiState, skus: &[String]) -> Result<HashMap<String, VariantId>, Problem> {
    if skus.iter().any(|sku| sku.contains('\0')) {
        return Err(wrong("sku", "detail-unknown-variant"));
    }
    state.shopping.catalog.variants_by_sku(skus).await.map_err(from_catalog)
}

/// A note that a line takes.
pub(super) fn checked_note(note: &str) -> Result<String, Problem> {
    let note: String = note.chars().filter(|letter| !letter.is_control()).collect();
    if note.chars().count() > NOTE_LENGTH_MAX { Err(wrong("note", "detail-note-long")) } else { Ok(note) }
}

/// Follow the cart
///
/// A stream of server-sent events: `cart` with the version, at the beginning and whenever the cart changed on any
/// device, within a second, whatever process of the shop changed it. It ends after fifteen minutes; ask again then.
#[utoipa::path(
    get,
    path = "/v1/cart/events",
    tag = "cart",
    security(("bearer" = []), ("cart" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The stream.", body = CartEvent, content_type = "text/event-stream"), WriteFailures)
)]
pub(super) async fn follow_cart(
    State(state): State<ApiState>,
    CartOwner(owner): CartOwner,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let carts = state.shopping.carts.clone();
    let changes = carts.changes().watch(&owner);
    Ok(live(changes, "cart", move || {
        let (carts, owner) = (carts.clone(), owner.clone());
        async move { carts.read(&owner).await.ok().map(|cart| format!(r#"{{"version":{}}}"#, cart.version)) }
    }))
}
