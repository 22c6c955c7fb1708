//! Bodies and who sends them: JSON read strictly, tokens checked.

use axum::extract::{FromRequest, FromRequestParts, Request};
use bytes::Bytes;
use cholon_cart::{FormKey, GuestToken, Owner};
use cholon_identity::Claims;
use cholon_identity::model::{AccountKind, Caller};
use cholon_webkit::{ClientInfo, Code, Detail, Problem};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderName};
use serde::de::DeserializeOwned;

use crate::ApiState;
use crate::failure;

/// The header by which a guest's app says which cart is its own.
pub(crate) const CART_TOKEN: HeaderName = HeaderName::from_static("x-cart-token");

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<ApiState> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_json = content_type.is_some_and(|kind| {
            kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
        if !is_json {
            return Err(Problem::new(Code::UnsupportedMediaType));
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|_too_large| Problem::new(Code::PayloadTooLarge))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            // Where it is wrong helps who wrote the client; what stood there may be a password.
            let place = format!("{}:{}", error.line(), error.column());
            Problem::new(Code::MalformedJson).with_details(vec![Detail::plain(place, "detail-json-shape")])
        })
    }
}

/// A shopper with a valid access token. Asks no database.
pub(crate) struct Bearer(pub(crate) Claims);

impl FromRequestParts<ApiState> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        claims(&parts.headers, state)?.map(Self).ok_or_else(|| Problem::new(Code::Unauthorized))
    }
}

/// Anybody with a valid access token, a shopper or one of staff. Asks no database.
pub(crate) struct AnyBearer(pub(crate) Claims);

impl FromRequestParts<ApiState> for AnyBearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        any_claims(&parts.headers, state)?.map(Self).ok_or_else(|| Problem::new(Code::Unauthorized))
    }
}

/// Whose cart the request is about: the customer's of the token, else that of the guest's own token.
pub(crate) struct CartOwner(pub(crate) Owner);

impl FromRequestParts<ApiState> for CartOwner {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        if let Some(claims) = claims(&parts.headers, state)? {
            return Ok(Self(Owner::Customer(claims.sub)));
        }
        let token = parts.headers.get(CART_TOKEN).and_then(|value| value.to_str().ok());
        let token = token.and_then(GuestToken::parse).ok_or_else(|| Problem::new(Code::Unauthorized))?;
        Ok(Self(Owner::Guest(token)))
    }
}

/// The header by which a request that is sent again is known.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Letters of such a key at most.
const KEY_LENGTH_MAX: usize = 128;

/// What makes a request the same when it is sent again, where the caller says so.
pub(crate) struct IdempotencyKey(pub(crate) Option<FormKey>);

impl FromRequestParts<ApiState> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        let Some(header) = parts.headers.get(IDEMPOTENCY_KEY) else { return Ok(Self(None)) };
        let is_key = |text: &&str| text.len() <= KEY_LENGTH_MAX && text.bytes().all(is_key_letter);
        let key = header.to_str().ok().filter(is_key).and_then(FormKey::of);
        let malformed = || Problem::bad_request(vec![Detail::plain("Idempotency-Key", "detail-malformed")]);
        key.map(|key| Self(Some(key))).ok_or_else(malformed)
    }
}

const fn is_key_letter(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_')
}

/// The access token of a request; none where there is no header for one.
pub(crate) fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let token = header.to_str().ok().and_then(|text| text.strip_prefix("Bearer "));
    token.map(Some).ok_or_else(|| Problem::new(Code::Unauthorized))
}

fn claims(headers: &HeaderMap, state: &ApiState) -> Result<Option<Claims>, Problem> {
    let Some(claims) = any_claims(headers, state)? else { return Ok(None) };
    // Staff have no carts and addresses of their own.
    let is_customer = claims.role == AccountKind::Customer.name();
    if is_customer { Ok(Some(claims)) } else { Err(Problem::new(Code::Unauthorized)) }
}

fn any_claims(headers: &HeaderMap, state: &ApiState) -> Result<Option<Claims>, Problem> {
    let Some(token) = bearer_token(headers)? else { return Ok(None) };
    state.shopping.identity.claims(token).map(Some).map_err(failure::from_identity)
}

/// Where a request comes from, for identity.
pub(crate) fn caller(client: &ClientInfo) -> Caller {
    Caller::new(client.address.to_string(), &client.user_agent)
}
