//! `/v1/admin/users/{id}/…`: blocking and unlocking accounts.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_kernel::AccountId;
use cholon_webkit::{Problem, Rendered};
use uuid::Uuid;

use crate::ApiState;
use crate::failure::from_identity;
use crate::routes::responses::{Refusals, WriteFailures};
use crate::routes::{ItemPath, nothing, path_id};
use crate::staff::Clerk;

/// Block an account
///
/// Its sessions end at once and everywhere, and log-ins are refused. The last super-administrator cannot be blocked, nor
/// can one's own account.
#[utoipa::path(
    post,
    path = "/v1/admin/users/{id}/block",
    tag = "admin",
    security(("staff" = ["users:write"])),
    params(ItemPath),
    responses((status = NO_CONTENT, description = "The account is blocked."), WriteFailures, Refusals)
)]
pub(super) async fn block_user(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let account = AccountId::from(path_id(id)?);
    state.shopping.identity.block(account, true, &clerk.change()).await.map_err(from_identity)?;
    Ok(nothing())
}

/// Unblock an account
///
/// Log-ins count again.
#[utoipa::path(
    post,
    path = "/v1/admin/users/{id}/unblock",
    tag = "admin",
    security(("staff" = ["users:write"])),
    params(ItemPath),
    responses((status = NO_CONTENT, description = "The account is open."), WriteFailures, Refusals)
)]
pub(super) async fn unblock_user(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let account = AccountId::from(path_id(id)?);
    state.shopping.identity.block(account, false, &clerk.change()).await.map_err(from_identity)?;
    Ok(nothing())
}

/// Unlock an account
///
/// Ends the lock after failed log-ins.
#[utoipa::path(
    post,
    path = "/v1/admin/users/{id}/unlock",
    tag = "admin",
    security(("staff" = ["users:write"])),
    params(ItemPath),
    responses((status = NO_CONTENT, description = "The lock has ended."), WriteFailures, Refusals)
)]
pub(super) async fn unlock_user(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let account = AccountId::from(path_id(id)?);
    state.shopping.identity.unlock(account, &clerk.change()).await.map_err(from_identity)?;
    Ok(nothing())
}

/// Reset a second factor
///
/// For somebody who lost it: every session ends, and it is set up anew at the next log-in.
#[utoipa::path(
    post,
    path = "/v1/admin/users/{id}/reset-second-factor",
    tag = "admin",
    security(("staff" = ["users:write"])),
    params(ItemPath),
    responses((status = NO_CONTENT, description = "The second factor is gone."), WriteFailures, Refusals)
)]
pub(super) async fn reset_second_factor(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let account = AccountId::from(path_id(id)?);
    state.shopping.identity.reset_second_factor(account, &clerk.change()).await.map_err(from_identity)?;
    Ok(nothing())
}
