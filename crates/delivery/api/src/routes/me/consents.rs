//! `/v1/me/consents`: what personal data may be used for.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_identity::model::ConsentPurpose;
use cholon_webkit::{Problem, Rendered};

use crate::ApiState;
use crate::body::{Bearer, Body};
use crate::dto::me::{ConsentList, Decision};
use crate::failure::from_identity;
use crate::routes::path_name;
use crate::routes::responses::{ReadHeaders, WriteFailures};

/// The purpose in a path.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "handlers take the name itself; this type only documents it")]
struct PurposePath {
    /// What personal data is used for.
    #[param(pattern = "^(marketing|personalisation)$")]
    purpose: String,
}

/// List one's consents
///
/// Every purpose with the newest decision, its date and the version of the text that was shown.
#[utoipa::path(
    get,
    path = "/v1/me/consents",
    tag = "me",
    security(("bearer" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The consents.", body = ConsentList), WriteFailures)
)]
pub(super) async fn list_consents(State(state): State<ApiState>, Bearer(claims): Bearer) -> Result<Rendered, Problem> {
    let decided = state.shopping.identity.consents(claims.sub).await.map_err(from_identity)?;
    Rendered::json(&ConsentList::new(&decided))
}

/// Agree to a purpose, or no longer
///
/// The service itself cannot be declined: that is what deleting the account is for (404).
#[utoipa::path(
    put,
    path = "/v1/me/consents/{purpose}",
    tag = "me",
    security(("bearer" = [])),
    params(PurposePath),
    request_body = Decision,
    responses((status = OK, description = "The consents after it.", body = ConsentList), WriteFailures)
)]
pub(super) async fn decide_consent(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    name: Result<Path<String>, PathRejection>,
    Body(decision): Body<Decision>,
) -> Result<Rendered, Problem> {
    let purpose = ConsentPurpose::named(&path_name(name)?).ok_or_else(Problem::not_found)?;
    let identity = &state.shopping.identity;
    identity.decide(claims.sub, purpose, decision.is_given).await.map_err(from_identity)?;
    let decided = identity.consents(claims.sub).await.map_err(from_identity)?;
    Rendered::json(&ConsentList::new(&decided))
}
