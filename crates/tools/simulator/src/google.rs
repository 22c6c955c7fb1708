//! Google: `OpenID` Connect with discovery, PKCE, signed tokens and keys that change.

mod id_token;
mod keys;

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use serde_json::{Value, json};

pub(crate) use self::keys::{Keys, SigningKey};

use crate::chooser::{Fields, Question, wrong};
use crate::person::Person;
use crate::proof::is_verifier_of;
use crate::service::Service;
use crate::world::{Consent, World};

type Shared = State<Arc<World>>;

/// Seconds that Google says its access token counts.
const ACCESS_SECONDS: u32 = 3599;

pub(crate) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/authorize", get(authorize))
        .route("/token", post(token))
        .route("/certs", get(certs))
}

/// The issuer: this server's address as the caller wrote it.
fn issuer(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}/google")
}

async fn discovery(headers: HeaderMap) -> Json<Value> {
    let issuer = issuer(&headers);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/certs"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["plain", "S256"],
    }))
}

async fn authorize(State(world): Shared, Query(fields): Query<Fields>) -> Response {
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    if field("response_type") != "code" {
        return wrong("response_type must be code");
    }
    if !field("scope").split(' ').any(|scope| scope == "openid") {
        return wrong("scope must hold openid");
    }
    if fields.contains_key("code_challenge") && field("code_challenge_method") != "S256" {
        return wrong("code_challenge_method must be S256");
    }
    Question { service: Service::Google, shop_field: "client_id", fields: &fields, tail: "" }.answer(&world)
}

async fn certs(State(world): Shared) -> impl IntoResponse {
    let max_age = format!("public, max-age={}, must-revalidate, no-transform", world.settings.keys_max_age_s);
    ([(header::CACHE_CONTROL, max_age)], Json(world.known().keys.published()))
}

async fn token(State(world): Shared, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    match consent(&world, &fields) {
        Ok(consent) => {
            let id_token = id_token::signed(&world, &consent, &issuer(&headers));
            let access_token = world.access(Service::Google, consent.person);
            Json(json!({
                "access_token": access_token, "id_token": id_token, "expires_in": ACCESS_SECONDS,
                "scope": "openid email profile", "token_type": "Bearer",
            }))
            .into_response()
        }
        Err((status, error)) => (status, Json(json!({ "error": error }))).into_response(),
    }
}

/// The token that an app of a person gets without a browser's way.
pub(crate) fn token_for(world: &World, headers: &HeaderMap, person: Person, nonce: Option<String>) -> String {
    let consent = Consent { service: Service::Google, person, redirect_uri: String::new(), challenge: None, nonce };
    id_token::signed(world, &consent, &issuer(headers))
}

/// What the person consented to, when the shop proves who it is and that it began the log-in.
fn consent(world: &World, fields: &Fields) -> Result<Consent, (StatusCode, &'static str)> {
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let shop = &world.settings.google;
    if field("client_id") != shop.id || field("client_secret") != shop.secret {
        return Err((StatusCode::UNAUTHORIZED, "invalid_client"));
    }
    if field("grant_type") != "authorization_code" {
        return Err((StatusCode::BAD_REQUEST, "unsupported_grant_type"));
    }
    let invalid_grant = (StatusCode::BAD_REQUEST, "invalid_grant");
    let consent = world.spend_code(Service::Google, field("code")).ok_or(invalid_grant)?;
    if consent.redirect_uri != field("redirect_uri") {
        return Err((StatusCode::BAD_REQUEST, "redirect_uri_mismatch"));
    }
    let is_right = |challenge: &String| is_verifier_of(challenge, field("code_verifier"));
    if consent.challenge.as_ref().is_none_or(is_right) { Ok(consent) } else { Err(invalid_grant) }
}
