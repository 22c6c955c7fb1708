//! `/v1/me/addresses`: the address book, in the units of today or those before July 2025.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_webkit::{Problem, Rendered};
use http::StatusCode;
use uuid::Uuid;

use crate::ApiState;
use crate::body::{Bearer, Body};
use crate::dto::me::{AddressBody, AddressForm, AddressList};
use crate::failure::from_identity;
use crate::routes::responses::{ReadHeaders, WriteFailures};
use crate::routes::{ItemPath, nothing, path_id};

/// List one's addresses
///
/// Defaults first, then the newest; fifty at most.
#[utoipa::path(
    get,
    path = "/v1/me/addresses",
    tag = "me",
    security(("bearer" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The addresses.", body = AddressList), WriteFailures)
)]
pub(super) async fn list_addresses(State(state): State<ApiState>, Bearer(claims): Bearer) -> Result<Rendered, Problem> {
    let addresses = state.shopping.identity.addresses(claims.sub).await.map_err(from_identity)?;
    Rendered::json(&AddressList { items: addresses.into_iter().map(AddressBody::from).collect() })
}

/// Add an address
///
/// Units have to exist and belong together. The first address of a book is its default.
#[utoipa::path(
    post,
    path = "/v1/me/addresses",
    tag = "me",
    security(("bearer" = [])),
    request_body = AddressForm,
    responses((status = CREATED, description = "The address.", body = AddressBody), WriteFailures)
)]
pub(super) async fn add_address(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    Body(form): Body<AddressForm>,
) -> Result<Rendered, Problem> {
    let address = state.shopping.identity.add_address(claims.sub, &form.into()).await.map_err(from_identity)?;
    Ok(Rendered::json(&AddressBody::from(address))?.with_status(StatusCode::CREATED))
}

/// Read one of one's addresses
///
/// With the ward of today where it is written in the units of before.
#[utoipa::path(
    get,
    path = "/v1/me/addresses/{id}",
    tag = "me",
    security(("bearer" = [])),
    params(ItemPath, ReadHeaders),
    responses((status = OK, description = "The address.", body = AddressBody), WriteFailures)
)]
pub(super) async fn read_address(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let id = path_id(id)?;
    let mut own = state.shopping.identity.addresses(claims.sub).await.map_err(from_identity)?.into_iter();
    let address = own.find(|address| address.id == id).ok_or_else(Problem::not_found)?;
    Rendered::json(&AddressBody::from(address))
}

/// Change one of one's addresses
///
/// All of it is replaced. A default stays one until another takes its place.
#[utoipa::path(
    put,
    path = "/v1/me/addresses/{id}",
    tag = "me",
    security(("bearer" = [])),
    params(ItemPath),
    request_body = AddressForm,
    responses((status = OK, description = "The address after it.", body = AddressBody), WriteFailures)
)]
pub(super) async fn change_address(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    id: Result<Path<Uuid>, PathRejection>,
    Body(form): Body<AddressForm>,
) -> Result<Rendered, Problem> {
    let changed = state.shopping.identity.change_address(claims.sub, path_id(id)?, &form.into()).await;
    Rendered::json(&AddressBody::from(changed.map_err(from_identity)?))
}

/// Take an address away
///
/// Orders that were sent there keep it.
#[utoipa::path(
    delete,
    path = "/v1/me/addresses/{id}",
    tag = "me",
    security(("bearer" = [])),
    params(ItemPath),
    responses((status = NO_CONTENT, description = "It is gone."), WriteFailures)
)]
pub(super) async fn remove_address(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    state.shopping.identity.remove_address(claims.sub, path_id(id)?).await.map_err(from_identity)?;
    Ok(nothing())
}
