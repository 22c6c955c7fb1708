//! `/v1/auth/…`: registering, logging in, tokens.

use axum::extract::State;
use cholon_cart::GuestToken;
use cholon_identity::model::{AccountKind, Channel, ConsentPurpose, Contact};
use cholon_identity::{Entered, Registration};
use cholon_kernel::Locale;
use cholon_webkit::{ClientInfo, Problem, Rendered, RequestLocale};
use http::StatusCode;
use secrecy::SecretString;

use super::nothing;
use super::responses::{Failures, ReadHeaders, WriteFailures};
use crate::ApiState;
use crate::body::{AnyBearer, Body, caller};
use crate::caching;
use crate::dto::auth::{CodeSent, Forgotten, LogIn, NewPassword, NewRegistration, Refresh, Resend, Tokens, TypedCode};
use crate::failure::{from_identity, from_shopping};

/// The answer when a code was sent, or would have been.
pub(super) fn accepted(sent: cholon_identity::Sent) -> Result<Rendered, Problem> {
    Ok(Rendered::json(&CodeSent::from(sent))?.with_status(StatusCode::ACCEPTED))
}

/// Register
///
/// Sends a code of six digits that counts for five minutes. The answer is the same whether the address has an account
/// or not; its owner is told by the message.
#[utoipa::path(
    post,
    path = "/v1/auth/register",
    tag = "auth",
    request_body = NewRegistration,
    responses((status = ACCEPTED, description = "A code was sent.", body = CodeSent), WriteFailures)
)]
pub(super) async fn register(
    State(state): State<ApiState>,
    RequestLocale(locale): RequestLocale,
    Body(form): Body<NewRegistration>,
) -> Result<Rendered, Problem> {
    let contact = Contact::parse(&form.destination).map_err(from_identity)?;
    let consents = form.marketing.then_some(ConsentPurpose::Marketing).into_iter().collect();
    let password = SecretString::from(form.password);
    let registration = Registration { contact, name: form.name, password, consents, locale };
    accepted(state.shopping.identity.begin_registration(registration).await.map_err(from_identity)?)
}

/// Send another code
///
/// For a registration whose code did not arrive; once a minute, five times an hour.
#[utoipa::path(
    post,
    path = "/v1/auth/register/resend",
    tag = "auth",
    request_body = Resend,
    responses((status = ACCEPTED, description = "Another code was sent.", body = CodeSent), WriteFailures)
)]
pub(super) async fn resend(State(state): State<ApiState>, Body(form): Body<Resend>) -> Result<Rendered, Problem> {
    accepted(state.shopping.identity.resend_registration(form.challenge.into()).await.map_err(from_identity)?)
}

/// Confirm a registration
///
/// Opens the account once the code is right, and logs in. A code has five tries.
#[utoipa::path(
    post,
    path = "/v1/auth/verify-otp",
    tag = "auth",
    request_body = TypedCode,
    responses((status = CREATED, description = "The account is open.", body = Tokens), WriteFailures)
)]
pub(super) async fn verify_otp(
    State(state): State<ApiState>,
    client: ClientInfo,
    Body(form): Body<TypedCode>,
) -> Result<Rendered, Problem> {
    let identity = &state.shopping.identity;
    let from = caller(&client);
    let entered = identity.confirm_registration(form.challenge.into(), &form.code, Channel::Api, &from);
    Ok(tokens(&entered.await.map_err(from_identity)?)?.with_status(StatusCode::CREATED))
}

/// Log in
///
/// Every refusal looks the same, whether the account is unknown, locked or the password wrong. After five failures an
/// account is locked for fifteen minutes. A guest's cart joins the customer's, once.
#[utoipa::path(
    post,
    path = "/v1/auth/login",
    tag = "auth",
    request_body = LogIn,
    responses((status = OK, description = "Logged in.", body = Tokens), WriteFailures)
)]
pub(super) async fn log_in(
    State(state): State<ApiState>,
    client: ClientInfo,
    Body(form): Body<LogIn>,
) -> Result<Rendered, Problem> {
    let contact = Contact::parse(&form.destination).map_err(from_identity)?;
    let password = SecretString::from(form.password);
    let identity = &state.shopping.identity;
    let entered = identity.log_in(&contact, password, Channel::Api, &caller(&client)).await.map_err(from_identity)?;
    join(&state, &entered, form.cart_token.as_deref()).await?;
    tokens(&entered)
}

/// Renew tokens
///
/// Exchanges a refresh token for a new pair. A token that is used a second time ends its session: it is in two hands.
#[utoipa::path(
    post,
    path = "/v1/auth/refresh-token",
    tag = "auth",
    request_body = Refresh,
    responses((status = OK, description = "The next pair.", body = Tokens), WriteFailures)
)]
pub(super) async fn refresh_token(
    State(state): State<ApiState>,
    client: ClientInfo,
    Body(form): Body<Refresh>,
) -> Result<Rendered, Problem> {
    let pair = state.shopping.identity.refresh(&form.refresh_token, &caller(&client)).await.map_err(from_identity)?;
    Rendered::json(&Tokens::new(None, &pair))
}

/// Log out
///
/// Ends the session of the token, of a shopper's or of staff's, at once and everywhere. The cart stays with the account.
#[utoipa::path(
    post,
    path = "/v1/auth/logout",
    tag = "auth",
    security(("bearer" = []), ("staff" = [])),
    responses((status = NO_CONTENT, description = "Logged out."), WriteFailures)
)]
pub(super) async fn log_out(State(state): State<ApiState>, AnyBearer(claims): AnyBearer) -> Result<Rendered, Problem> {
    state.shopping.identity.log_out(claims.sub, claims.session).await.map_err(from_identity)?;
    Ok(nothing())
}

/// Forget a password
///
/// Sends a code and a link to a new password, if there is an account; the answer is the same if there is none.
#[utoipa::path(
    post,
    path = "/v1/auth/forgot-password",
    tag = "auth",
    request_body = Forgotten,
    responses((status = ACCEPTED, description = "A code was sent.", body = CodeSent), WriteFailures)
)]
pub(super) async fn forgot_password(
    State(state): State<ApiState>,
    RequestLocale(locale): RequestLocale,
    Body(form): Body<Forgotten>,
) -> Result<Rendered, Problem> {
    let contact = Contact::parse(&form.destination).map_err(from_identity)?;
    let locale: Locale = locale;
    accepted(state.shopping.identity.forgot_password(&contact, locale).await.map_err(from_identity)?)
}

/// Set a new password
///
/// With the code that was sent. Every session of the account ends.
#[utoipa::path(
    post,
    path = "/v1/auth/reset-password",
    tag = "auth",
    request_body = NewPassword,
    responses((status = NO_CONTENT, description = "The password is set."), WriteFailures)
)]
pub(super) async fn reset_password(
    State(state): State<ApiState>,
    client: ClientInfo,
    Body(form): Body<NewPassword>,
) -> Result<Rendered, Problem> {
    let password = SecretString::from(form.password);
    let identity = &state.shopping.identity;
    let from = caller(&client);
    identity.reset_by_code(form.challenge.into(), &form.code, password, &from).await.map_err(from_identity)?;
    Ok(nothing())
}

/// List public keys
///
/// The keys that access tokens are signed with (RFC 7517), for servers that check tokens themselves.
#[utoipa::path(
    get,
    path = "/v1/auth/keys",
    tag = "auth",
    params(ReadHeaders),
    responses((status = OK, description = "The keys.", body = serde_json::Value), Failures)
)]
pub(super) async fn list_keys(State(state): State<ApiState>) -> Result<Rendered, Problem> {
    Ok(Rendered::json(&state.shopping.identity.key_set())?.cached(caching::KEYS_TTL, []))
}

/// List public keys at their well-known address
///
/// The same keys where libraries look for them.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    tag = "auth",
    params(ReadHeaders),
    responses((status = OK, description = "The keys.", body = serde_json::Value), Failures)
)]
pub(super) async fn list_well_known_keys(state: State<ApiState>) -> Result<Rendered, Problem> {
    list_keys(state).await
}

/// What somebody holds who was let in.
pub(super) fn tokens(entered: &Entered) -> Result<Rendered, Problem> {
    let pair = entered.tokens.as_ref().ok_or_else(|| Problem::internal("a session of the API has tokens"))?;
    Rendered::json(&Tokens::new(Some(entered.account.as_uuid()), pair))
}

/// Takes a guest's cart into that of who was let in, once.
pub(super) async fn join(state: &ApiState, entered: &Entered, cart_token: Option<&str>) -> Result<(), Problem> {
    let (Some(guest), Some(pair)) = (cart_token.and_then(GuestToken::parse), &entered.tokens) else { return Ok(()) };
    // Staff have no carts of their own.
    if state.shopping.identity.claims(&pair.access).map_err(from_identity)?.role != AccountKind::Customer.name() {
        return Ok(());
    }
    state.shopping.join(&guest, entered.account).await.map(drop).map_err(from_shopping)
}
