//! Facebook Login: the dialog, the exchange of the code, the profile with its proof, and signed requests.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::chooser::{Fields, Question, wrong};
use crate::fault::Fault;
use crate::person::Person;
use crate::proof::{appsecret_proof, hmac_sha256};
use crate::service::Service;
use crate::world::World;

type Shared = State<Arc<World>>;

/// Seconds that Facebook says its token counts.
const ACCESS_SECONDS: i64 = 5_183_944;

pub(crate) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/{version}/dialog/oauth", get(dialog))
        .route("/{version}/oauth/access_token", get(access_token))
        .route("/{version}/me", get(me))
        .route("/{version}/debug_token", get(debug_token))
        .route("/debug_token", get(debug_token))
}

/// An error as the Graph API writes it.
struct GraphError {
    code: i64,
    subcode: Option<i64>,
    message: &'static str,
}

const fn error(code: i64, subcode: Option<i64>, message: &'static str) -> GraphError {
    GraphError { code, subcode, message }
}

impl GraphError {
    fn response(&self) -> Response {
        let mut error = json!({
            "message": self.message, "type": "OAuthException", "code": self.code, "fbtrace_id": "simulated",
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = json!(subcode);
        }
        (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response()
    }
}

fn respond(result: Result<Value, GraphError>) -> Response {
    result.map_or_else(|error| error.response(), |value| Json(value).into_response())
}

async fn dialog(State(world): Shared, Query(fields): Query<Fields>) -> Response {
    if fields.get("response_type").is_some_and(|kind| kind != "code") {
        return wrong("response_type must be code");
    }
    Question { service: Service::Facebook, shop_field: "client_id", fields: &fields, tail: "#_=_" }.answer(&world)
}

async fn access_token(State(world): Shared, Query(fields): Query<Fields>) -> Response {
    respond(exchange(&world, &fields))
}

fn exchange(world: &World, fields: &Fields) -> Result<Value, GraphError> {
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let shop = &world.settings.facebook;
    if field("client_id") != shop.id {
        return Err(error(101, None, "Error validating application. Invalid application ID."));
    }
    if field("client_secret") != shop.secret {
        return Err(error(1, None, "Error validating client secret."));
    }
    let consent = world.spend_code(Service::Facebook, field("code"));
    let consent = consent.ok_or(error(100, Some(36009), "This authorization code has been used."))?;
    if consent.redirect_uri != field("redirect_uri") {
        return Err(error(100, Some(36008), "Error validating verification code."));
    }
    let access_token = world.access(Service::Facebook, consent.person);
    Ok(json!({ "access_token": access_token, "token_type": "bearer", "expires_in": ACCESS_SECONDS }))
}

async fn me(State(world): Shared, Query(fields): Query<Fields>) -> Response {
    respond(profile(&world, &fields))
}

fn profile(world: &World, fields: &Fields) -> Result<Value, GraphError> {
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    match world.fault(Service::Facebook, |fault| fault != Fault::AnotherApp) {
        Some(Fault::RateLimited) => return Err(error(4, None, "Application request limit reached")),
        Some(Fault::TokenExpired) => return Err(error(190, Some(463), "Error validating access token")),
        _ => {}
    }
    let holder = world.holder(Service::Facebook, field("access_token"));
    let person = holder.ok_or(error(190, None, "Invalid OAuth access token."))?;
    if field("appsecret_proof") != appsecret_proof(&world.settings.facebook.secret, field("access_token")) {
        return Err(error(100, None, "Invalid appsecret_proof provided in the API argument"));
    }
    Ok(shown(&person, field("fields")))
}

/// The id, and of the fields that were asked for those that there are.
fn shown(person: &Person, fields: &str) -> Value {
    let mut shown = Map::from_iter([("id".to_owned(), json!(person.subject(Service::Facebook)))]);
    for field in fields.split(',') {
        let value = match field {
            "name" => Some(json!(person.name)),
            "email" => person.email.as_ref().map(|email| json!(email)),
            "picture" => person.picture.as_ref().map(|url| json!({ "data": { "url": url, "is_silhouette": false } })),
            _ => None,
        };
        shown.extend(value.map(|value| (field.to_owned(), value)));
    }
    Value::Object(shown)
}

async fn debug_token(State(world): Shared, Query(fields): Query<Fields>) -> Response {
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let shop = &world.settings.facebook;
    if field("access_token") != format!("{}|{}", shop.id, shop.secret) {
        return error(190, None, "Invalid OAuth access token signature.").response();
    }
    let is_others = world.fault(Service::Facebook, |fault| fault == Fault::AnotherApp).is_some();
    let app_id = if is_others { "100000000000009" } else { &shop.id };
    let expires_at = world.now_ms() / 1000 + ACCESS_SECONDS;
    let data = match world.holder(Service::Facebook, field("input_token")) {
        Some(person) => json!({
            "app_id": app_id, "user_id": person.subject(Service::Facebook), "is_valid": true, "type": "USER",
            "expires_at": expires_at, "data_access_expires_at": expires_at, "scopes": ["public_profile", "email"],
        }),
        None => {
            json!({ "is_valid": false, "scopes": [], "error": { "code": 190, "message": "Malformed access token" } })
        }
    };
    Json(json!({ "data": data })).into_response()
}

/// The field `signed_request` of Facebook's deauthorise and deletion callbacks.
pub(crate) fn signed_request(world: &World, person: &Person) -> String {
    let payload = json!({
        "algorithm": "HMAC-SHA256", "issued_at": world.now_ms() / 1000, "user_id": person.subject(Service::Facebook),
    });
    let payload = URL_SAFE_NO_PAD.encode(payload.to_string());
    let signature = hmac_sha256(&world.settings.facebook.secret, &payload);
    format!("{}.{payload}", URL_SAFE_NO_PAD.encode(signature))
}
