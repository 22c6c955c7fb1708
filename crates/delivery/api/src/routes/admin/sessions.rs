//! `/v1/admin/users/{id}/sessions`: where an account is open, and closing it there.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_webkit::{Problem, Rendered};
use uuid::Uuid;

use crate::ApiState;
use crate::dto::me::SessionList;
use crate::failure::from_identity;
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};
use crate::routes::{ItemPath, SessionPath, nothing, path_id};
use crate::staff::Clerk;

/// List the open sessions of an account
///
/// The devices and browsers where it is open.
#[utoipa::path(
    get,
    path = "/v1/admin/users/{id}/sessions",
    tag = "admin",
    security(("staff" = ["users:read"])),
    params(ItemPath, ReadHeaders),
    responses((status = OK, description = "The sessions.", body = SessionList), WriteFailures, Refusals)
)]
pub(super) async fn list_user_sessions(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let account = path_id(id)?.into();
    let identity = &state.shopping.identity;
    identity.person(account).await.map_err(from_identity)?;
    let sessions = identity.sessions(account).await.map_err(from_identity)?;
    Rendered::json(&SessionList::new(sessions, clerk.visitor.session))
}

/// End a session of an account
///
/// Its tokens no longer count, at once and everywhere.
#[utoipa::path(
    delete,
    path = "/v1/admin/users/{id}/sessions/{session}",
    tag = "admin",
    security(("staff" = ["users:write"])),
    params(SessionPath),
    responses((status = NO_CONTENT, description = "The session has ended."), WriteFailures, Refusals)
)]
pub(super) async fn end_user_session(
    State(state): State<ApiState>,
    clerk: Clerk,
    ids: Result<Path<(Uuid, Uuid)>, PathRejection>,
) -> Result<Rendered, Problem> {
    let Path((account, session)) = ids.map_err(|_malformed| Problem::not_found())?;
    let ended = state.shopping.identity.end_session_of(account.into(), session.into(), &clerk.change()).await;
    ended.map_err(from_identity)?;
    Ok(nothing())
}
