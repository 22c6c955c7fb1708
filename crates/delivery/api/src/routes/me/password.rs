//! `/v1/me/password`: another password, or the first one.

use axum::extract::State;
use cholon_identity::PasswordChange;
use cholon_webkit::{ClientInfo, Problem, Rendered};
use secrecy::SecretString;

use crate::ApiState;
use crate::body::{Bearer, Body, caller};
use crate::dto::me::PasswordForm;
use crate::failure::from_identity;
use crate::routes::nothing;
use crate::routes::responses::WriteFailures;

/// Change one's password
///
/// With the present one; an account that only providers open gets its first. The other sessions end. Wrong passwords
/// count like failed log-ins.
#[utoipa::path(
    put,
    path = "/v1/me/password",
    tag = "me",
    security(("bearer" = [])),
    request_body = PasswordForm,
    responses((status = NO_CONTENT, description = "The password is set."), WriteFailures)
)]
pub(super) async fn change_password(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    client: ClientInfo,
    Body(form): Body<PasswordForm>,
) -> Result<Rendered, Problem> {
    let (current, new) = (SecretString::from(form.current), SecretString::from(form.password));
    let change = PasswordChange { current, new };
    let identity = &state.shopping.identity;
    identity.change_password(claims.sub, claims.session, change, &caller(&client)).await.map_err(from_identity)?;
    Ok(nothing())
}
