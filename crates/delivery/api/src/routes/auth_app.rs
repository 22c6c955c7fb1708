//! `/v1/auth/login/{provider}`: logging in from an app with what a provider's SDK gave it.

use axum::extract::State;
use cholon_identity::AppProof;
use cholon_webkit::{ClientInfo, Problem, Rendered};
use secrecy::SecretString;

use super::auth::{join, tokens};
use super::responses::WriteFailures;
use crate::ApiState;
use crate::body::{Body, caller};
use crate::dto::auth::{FacebookLogIn, GoogleLogIn, Tokens, ZaloLogIn};
use crate::failure::from_identity;

/// Log in with Google
///
/// With the ID token that an app's sign-in or One Tap gave. An address that Google vouches for opens the account that
/// confirmed the same one; any other that is known here is refused (409) until the log-in is linked from there.
#[utoipa::path(
    post,
    path = "/v1/auth/login/google",
    tag = "auth",
    request_body = GoogleLogIn,
    responses((status = OK, description = "Logged in.", body = Tokens), WriteFailures)
)]
pub(super) async fn log_in_with_google(
    State(state): State<ApiState>,
    client: ClientInfo,
    Body(form): Body<GoogleLogIn>,
) -> Result<Rendered, Problem> {
    let proof = AppProof::Google { id_token: form.id_token.into(), nonce: form.nonce.map(SecretString::from) };
    enter(&state, &client, &proof, form.cart_token.as_deref()).await
}

/// Log in with Facebook
///
/// With the access token that Facebook's SDK gave to an app of this shop. Facebook vouches for no address: one that is
/// known here is refused (409) until the log-in is linked from there.
#[utoipa::path(
    post,
    path = "/v1/auth/login/facebook",
    tag = "auth",
    request_body = FacebookLogIn,
    responses((status = OK, description = "Logged in.", body = Tokens), WriteFailures)
)]
pub(super) async fn log_in_with_facebook(
    State(state): State<ApiState>,
    client: ClientInfo,
    Body(form): Body<FacebookLogIn>,
) -> Result<Rendered, Problem> {
    let proof = AppProof::Facebook { access_token: form.access_token.into() };
    enter(&state, &client, &proof, form.cart_token.as_deref()).await
}

/// Log in from the Zalo Mini App
///
/// The person is asked of Zalo with the token that its SDK gave. While Zalo does not answer, whoever it vouched for
/// within five minutes is let in.
#[utoipa::path(
    post,
    path = "/v1/auth/login/zalo",
    tag = "auth",
    request_body = ZaloLogIn,
    responses((status = OK, description = "Logged in.", body = Tokens), WriteFailures)
)]
pub(super) async fn log_in_with_zalo(
    State(state): State<ApiState>,
    client: ClientInfo,
    Body(form): Body<ZaloLogIn>,
) -> Result<Rendered, Problem> {
    let phone_token = form.phone_token.map(SecretString::from);
    let proof = AppProof::Zalo { access_token: form.access_token.into(), phone_token };
    enter(&state, &client, &proof, form.cart_token.as_deref()).await
}

/// Lets somebody in whom a provider vouches for.
async fn enter(
    state: &ApiState,
    client: &ClientInfo,
    proof: &AppProof,
    cart_token: Option<&str>,
) -> Result<Rendered, Problem> {
    let entered = state.shopping.identity.enter_by_app(proof, &caller(client)).await.map_err(from_identity)?;
    join(state, &entered, cart_token).await?;
    tokens(&entered)
}
