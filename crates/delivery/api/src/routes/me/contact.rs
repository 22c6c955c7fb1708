//! `/v1/me/contact`: another e-mail address or phone number, which counts once a code sent there was typed.

use axum::extract::State;
use cholon_identity::model::Contact;
use cholon_webkit::{Problem, Rendered, RequestLocale};

use crate::ApiState;
use crate::body::{Bearer, Body};
use crate::dto::auth::{CodeSent, TypedCode};
use crate::dto::me::{Me, NewContact};
use crate::failure::from_identity;
use crate::routes::auth::accepted;
use crate::routes::responses::WriteFailures;

/// Begin to change one's address or number
///
/// Sends a code there. That it belongs to somebody else only its owner learns, by the message.
#[utoipa::path(
    post,
    path = "/v1/me/contact",
    tag = "me",
    security(("bearer" = [])),
    request_body = NewContact,
    responses((status = ACCEPTED, description = "A code was sent.", body = CodeSent), WriteFailures)
)]
pub(super) async fn begin_contact_change(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    RequestLocale(locale): RequestLocale,
    Body(form): Body<NewContact>,
) -> Result<Rendered, Problem> {
    let contact = Contact::parse(&form.destination).map_err(from_identity)?;
    let sent = state.shopping.identity.begin_contact_change(claims.sub, &contact, locale).await;
    accepted(sent.map_err(from_identity)?)
}

/// Confirm one's new address or number
///
/// With the code that was sent there; it has five tries and counts for this account alone.
#[utoipa::path(
    post,
    path = "/v1/me/contact/verify-otp",
    tag = "me",
    security(("bearer" = [])),
    request_body = TypedCode,
    responses((status = OK, description = "The account after it.", body = Me), WriteFailures)
)]
pub(super) async fn confirm_contact_change(
    State(state): State<ApiState>,
    Bearer(claims): Bearer,
    Body(form): Body<TypedCode>,
) -> Result<Rendered, Problem> {
    let identity = &state.shopping.identity;
    let confirmed = identity.confirm_contact_change(claims.sub, form.challenge.into(), &form.code).await;
    confirmed.map_err(from_identity)?;
    Rendered::json(&Me::from(identity.account(claims.sub).await.map_err(from_identity)?))
}
