//! `/v1/me/logins`: log-ins at providers that open the account.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_identity::AppProof;
use cholon_identity::providers::Provider;
use cholon_webkit::{Problem, Rendered};
use secrecy::SecretString;

use crate::ApiState;
use crate::body::{Bearer, Body};
use crate::dto::me::{LoginList, ProviderToken};
use crate::failure::from_identity;
use crate::routes::responses::{ReadHeaders, WriteFailures};
use crate::routes::{nothing, path_name};

/// The provider in a path.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "handlers take the name itself; this type only documents it")]
struct ProviderPath {
    /// The provider.
    #[param(pattern = "^(google|facebook|zalo)$")]
    provider: String,
}

/// List one's linked log-ins
///
/// The providers whose log-in opens the account.
#[utoipa::path(
    get,
    path = "/v1/me/logins",
    tag = "me",
    security(("bearer" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The log-ins.", body = LoginList), WriteFailures)
)]
pub(super) async fn list_logins(State(state): State<ApiState>, Bearer(claims): Bearer) -> Result<Rendered, Problem> {
    let logins = state.shopping.identity.linked_logins(claims.sub).await.map_err(from_identity)?;
    Rendered::json(&LoginList::new(&logins))
}

/// Link a log-in
///
/// Lets the log-in at a provider open this account from now on. One that opens another account is left there (409).
#[utoipa::path(
    put,
    path = "/v1/me/logins/{provider}",
    tag = "me",
    security(("bearer" = [])),
    params(ProviderPath),
    request_body = ProviderToken,
    responses((status = NO_CONTENT, description = "The log-in is linked."), WriteFailures)
)]
pub(super) async fn link_login(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    name: Result<Path<String>, PathRejection>,
    Body(form): Body<ProviderToken>,
) -> Result<Rendered, Problem> {
    let (token, nonce) = (SecretString::from(form.token), form.nonce.map(SecretString::from));
    let proof = match known(name)? {
        Provider::Google => AppProof::Google { id_token: token, nonce },
        Provider::Facebook => AppProof::Facebook { access_token: token },
        Provider::Zalo => AppProof::Zalo { access_token: token, phone_token: None },
    };
    state.shopping.identity.link_by_app(claims.sub, &proof).await.map_err(from_identity)?;
    Ok(nothing())
}

/// Unlink a log-in
///
/// Unless it is the last way into the account (409).
#[utoipa::path(
    delete,
    path = "/v1/me/logins/{provider}",
    tag = "me",
    security(("bearer" = [])),
    params(ProviderPath),
    responses((status = NO_CONTENT, description = "The log-in is unlinked."), WriteFailures)
)]
pub(super) async fn unlink_login(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    name: Result<Path<String>, PathRejection>,
) -> Result<Rendered, Problem> {
    state.shopping.identity.unlink_login(claims.sub, known(name)?).await.map_err(from_identity)?;
    Ok(nothing())
}

fn known(name: Result<Path<String>, PathRejection>) -> Result<Provider, Problem> {
    path_name(name)?.parse().map_err(|_unknown| Problem::not_found())
}
