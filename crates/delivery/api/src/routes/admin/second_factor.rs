//! `/v1/admin/second-factor`: giving the second factor, and setting it up.

use axum::extract::State;
use cholon_webkit::{Problem, Rendered};

use crate::ApiState;
use crate::body::Body;
use crate::dto::admin::{Enrolled, GivenCode};
use crate::failure::from_identity;
use crate::routes::nothing;
use crate::routes::responses::{Refusals, WriteFailures};
use crate::staff::Clerk;

/// Give the second factor
///
/// The code of the authenticator app; the session may go on, and a factor that was being set up counts from now on. A
/// code counts once, and failures lock the account like those of a log-in.
#[utoipa::path(
    post,
    path = "/v1/admin/second-factor",
    tag = "admin",
    security(("staff" = ["half-way"])),
    request_body = GivenCode,
    responses((status = NO_CONTENT, description = "The second factor is given."), WriteFailures, Refusals)
)]
pub(super) async fn give_second_factor(
    State(state): State<ApiState>,
    clerk: Clerk,
    Body(form): Body<GivenCode>,
) -> Result<Rendered, Problem> {
    let given = state.shopping.identity.give_second_factor(&clerk.visitor, &form.code, &clerk.caller).await;
    given.map_err(from_identity)?;
    Ok(nothing())
}

/// Set up the second factor
///
/// A secret for an authenticator app, the same one until a code of it was given; 404 once it is set up.
#[utoipa::path(
    post,
    path = "/v1/admin/second-factor/enrolment",
    tag = "admin",
    security(("staff" = ["half-way"])),
    responses((status = OK, description = "What the app needs.", body = Enrolled), WriteFailures, Refusals)
)]
pub(super) async fn enrol_second_factor(State(state): State<ApiState>, clerk: Clerk) -> Result<Rendered, Problem> {
    let enrolment = state.shopping.identity.enrol_second_factor(&clerk.visitor).await.map_err(from_identity)?;
    Rendered::json(&Enrolled::from(enrolment))
}
