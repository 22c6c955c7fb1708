//! `/v1/me/sessions`: where the account is open, and closing it there.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_webkit::{Problem, Rendered};
use uuid::Uuid;

use crate::ApiState;
use crate::body::Bearer;
use crate::dto::me::{Ended, SessionList};
use crate::failure::from_identity;
use crate::routes::responses::{ReadHeaders, WriteFailures};
use crate::routes::{ItemPath, nothing, path_id};

/// List one's open sessions
///
/// The devices and browsers where the account is open.
#[utoipa::path(
    get,
    path = "/v1/me/sessions",
    tag = "me",
    security(("bearer" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The sessions.", body = SessionList), WriteFailures)
)]
pub(super) async fn list_sessions(State(state): State<ApiState>, Bearer(claims): Bearer) -> Result<Rendered, Problem> {
    let sessions = state.shopping.identity.sessions(claims.sub).await.map_err(from_identity)?;
    Rendered::json(&SessionList::new(sessions, claims.session))
}

/// End one's other sessions
///
/// All but the one that asks; their tokens no longer count, at once and everywhere.
#[utoipa::path(
    delete,
    path = "/v1/me/sessions",
    tag = "me",
    security(("bearer" = [])),
    responses((status = OK, description = "How many ended.", body = Ended), WriteFailures)
)]
pub(super) async fn end_other_sessions(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
) -> Result<Rendered, Problem> {
    let ended = state.shopping.identity.end_other_sessions(claims.sub, claims.session).await;
    Rendered::json(&Ended { ended: ended.map_err(from_identity)? })
}

/// End one of one's sessions
///
/// Its tokens no longer count, at once and everywhere.
#[utoipa::path(
    delete,
    path = "/v1/me/sessions/{id}",
    tag = "me",
    security(("bearer" = [])),
    params(ItemPath),
    responses((status = NO_CONTENT, description = "The session has ended."), WriteFailures)
)]
pub(super) async fn end_session(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let session = path_id(id)?.into();
    state.shopping.identity.end_session(claims.sub, session).await.map_err(from_identity)?;
    Ok(nothing())
}
