//! `/v1/me/export` and `DELETE /v1/me`: everything the shop keeps of a person, and the end of the account (IDN-9).

use axum::extract::State;
use cholon_webkit::{ClientInfo, Problem, Rendered};
use secrecy::SecretString;

use crate::ApiState;
use crate::body::{Bearer, Body, caller};
use crate::dto::me::Deletion;
use crate::failure::from_shopping;
use crate::routes::nothing;
use crate::routes::responses::{ReadHeaders, WriteFailures};

/// Take one's data along
///
/// Everything that the shop keeps of the person: account, addresses, consents, sessions, cart.
#[utoipa::path(
    get,
    path = "/v1/me/export",
    tag = "me",
    security(("bearer" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The data.", body = serde_json::Value), WriteFailures)
)]
pub(super) async fn export_me(State(state): State<ApiState>, Bearer(claims): Bearer) -> Result<Rendered, Problem> {
    Rendered::json(&state.shopping.personal_data(claims.sub).await.map_err(from_shopping)?)
}

/// Delete one's account
///
/// Everything personal is erased, at once and for good; what the law asks to be kept stays without a name. Takes the
/// password; an account without one takes a log-in of the last ten minutes (401 otherwise).
#[utoipa::path(
    delete,
    path = "/v1/me",
    tag = "me",
    security(("bearer" = [])),
    request_body = Deletion,
    responses((status = NO_CONTENT, description = "The account is gone."), WriteFailures)
)]
pub(super) async fn delete_me(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    client: ClientInfo,
    Body(form): Body<Deletion>,
) -> Result<Rendered, Problem> {
    let password = SecretString::from(form.password);
    let deleted = state.shopping.delete_account_in(claims.sub, claims.session, password, &caller(&client)).await;
    deleted.map_err(from_shopping)?;
    Ok(nothing())
}
