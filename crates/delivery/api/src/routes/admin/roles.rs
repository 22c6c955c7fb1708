//! `/v1/admin/roles` and `/v1/admin/permissions`: what roles allow.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_identity::RoleForm;
use cholon_webkit::{Problem, Rendered};
use http::StatusCode;
use uuid::Uuid;

use crate::ApiState;
use crate::body::Body;
use crate::dto::admin::{Made, PermissionList, RoleChange, RoleList};
use crate::failure::{from_identity, wrong};
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};
use crate::routes::{ItemPath, nothing, path_id};
use crate::staff::Clerk;

/// List roles
///
/// What each allows, and how many have it.
#[utoipa::path(
    get,
    path = "/v1/admin/roles",
    tag = "admin",
    security(("staff" = ["roles:read"])),
    params(ReadHeaders),
    responses((status = OK, description = "The roles.", body = RoleList), WriteFailures, Refusals)
)]
pub(super) async fn list_roles(State(state): State<ApiState>) -> Result<Rendered, Problem> {
    Rendered::json(&RoleList::new(state.shopping.identity.roles().await.map_err(from_identity)?))
}

/// List permissions
///
/// Everything that roles can allow.
#[utoipa::path(
    get,
    path = "/v1/admin/permissions",
    tag = "admin",
    security(("staff" = ["roles:read"])),
    params(ReadHeaders),
    responses((status = OK, description = "The permissions.", body = PermissionList), WriteFailures, Refusals)
)]
pub(super) async fn list_permissions() -> Result<Rendered, Problem> {
    Rendered::json(&PermissionList::all())
}

/// Make a role
///
/// What is for the super-administrator alone is in no other role.
#[utoipa::path(
    post,
    path = "/v1/admin/roles",
    tag = "admin",
    security(("staff" = ["roles:write"])),
    request_body = RoleChange,
    responses((status = CREATED, description = "The role is there.", body = Made), WriteFailures, Refusals)
)]
pub(super) async fn create_role(
    State(state): State<ApiState>,
    clerk: Clerk,
    Body(change): Body<RoleChange>,
) -> Result<Rendered, Problem> {
    let id = state.shopping.identity.save_role(None, &form(change)?, &clerk.change()).await.map_err(from_identity)?;
    Ok(Rendered::json(&Made { id })?.with_status(StatusCode::CREATED))
}

/// Change a role
///
/// Whoever has it may do the new things, and no longer the old ones, at once.
#[utoipa::path(
    put,
    path = "/v1/admin/roles/{id}",
    tag = "admin",
    security(("staff" = ["roles:write"])),
    params(ItemPath),
    request_body = RoleChange,
    responses((status = NO_CONTENT, description = "The role is changed."), WriteFailures, Refusals)
)]
pub(super) async fn change_role(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
    Body(change): Body<RoleChange>,
) -> Result<Rendered, Problem> {
    let id = Some(path_id(id)?);
    state.shopping.identity.save_role(id, &form(change)?, &clerk.change()).await.map_err(from_identity)?;
    Ok(nothing())
}

fn form(change: RoleChange) -> Result<RoleForm, Problem> {
    change.form().ok_or_else(|| wrong("permissions", "detail-permission-unknown"))
}

/// Remove a role
///
/// One that nobody has.
#[utoipa::path(
    delete,
    path = "/v1/admin/roles/{id}",
    tag = "admin",
    security(("staff" = ["roles:write"])),
    params(ItemPath),
    responses((status = NO_CONTENT, description = "The role is gone."), WriteFailures, Refusals)
)]
pub(super) async fn remove_role(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    state.shopping.identity.remove_role(path_id(id)?, &clerk.change()).await.map_err(from_identity)?;
    Ok(nothing())
}
