//! `/v1/me`: the profile.

use axum::extract::State;
use cholon_webkit::{ClientInfo, Problem, Rendered};

use crate::ApiState;
use crate::body::{Bearer, Body, caller};
use crate::dto::me::{Me, MeChange};
use crate::failure::from_identity;
use crate::routes::responses::{ReadHeaders, WriteFailures};

/// Read one's account
///
/// Name, contacts and preferences.
#[utoipa::path(
    get,
    path = "/v1/me",
    tag = "me",
    security(("bearer" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The account.", body = Me), WriteFailures)
)]
pub(super) async fn read_me(State(state): State<ApiState>, Bearer(claims): Bearer) -> Result<Rendered, Problem> {
    Rendered::json(&Me::from(state.shopping.identity.account(claims.sub).await.map_err(from_identity)?))
}

/// Change one's profile
///
/// Name, birthday, language and topics of messages; what is left out stays. Address and number are changed by a code.
#[utoipa::path(
    patch,
    path = "/v1/me",
    tag = "me",
    security(("bearer" = [])),
    request_body = MeChange,
    responses((status = OK, description = "The account after it.", body = Me), WriteFailures)
)]
pub(super) async fn change_me(
    State(state): State<ApiState>,
    client: ClientInfo,
    Bearer(claims): Bearer,
    Body(change): Body<MeChange>,
) -> Result<Rendered, Problem> {
    let identity = &state.shopping.identity;
    let before = identity.account(claims.sub).await.map_err(from_identity)?;
    let profile = change.profile(before)?;
    identity.change_profile(claims.sub, &profile, &caller(&client)).await.map_err(from_identity)?;
    Rendered::json(&Me::from(identity.account(claims.sub).await.map_err(from_identity)?))
}
