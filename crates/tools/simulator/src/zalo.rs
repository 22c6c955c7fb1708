//! Zalo: log-in on the web, the profile, and the phone number of a Mini App. Failures are answered with status 200 and a
//! negative `error`; where Zalo's numbers are not known, the numbers are made up.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use serde_json::{Map, Value, json};

use crate::chooser::{Fields, Question, wrong};
use crate::fault::Fault;
use crate::person::Person;
use crate::proof::{appsecret_proof, is_verifier_of};
use crate::service::Service;
use crate::world::World;

type Shared = State<Arc<World>>;

/// Seconds that Zalo says its access token counts.
const ACCESS_SECONDS: u32 = 3600;

/// A failure: Zalo's number and its words.
type Failure = (i64, &'static str);

const OUTSIDE_VIETNAM: Failure = (-501, "Personal information is denied because the IP is outside Vietnam");
const TOKEN_INVALID: Failure = (-216, "Access token is invalid");
const PROOF_INVALID: Failure = (-242, "Appsecret_proof provided in the API argument is invalid");
const SECRET_INVALID: Failure = (-14002, "Invalid secret key");
const CODE_INVALID: Failure = (-14019, "Invalid authorization code");
const APP_INVALID: Failure = (-14001, "Invalid app id");
const GRANT_INVALID: Failure = (-14005, "Invalid grant type");
const UNDOCUMENTED: Failure = (-99999, "Something");

pub(crate) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/v4/permission", get(permission))
        .route("/v4/access_token", post(access_token))
        .route("/v2.0/me", get(me))
        .route("/v2.0/me/info", get(info))
}

fn respond(result: Result<Value, Failure>) -> Json<Value> {
    Json(result.unwrap_or_else(
        |(number, words)| json!({ "error": number, "error_name": words, "error_description": words, "message": words }),
    ))
}

async fn permission(State(world): Shared, Query(fields): Query<Fields>) -> Response {
    if fields.get("code_challenge").is_none_or(String::is_empty) {
        return wrong("code_challenge is missing");
    }
    Question { service: Service::Zalo, shop_field: "app_id", fields: &fields, tail: "" }.answer(&world)
}

async fn access_token(State(world): Shared, headers: HeaderMap, Form(fields): Form<Fields>) -> Json<Value> {
    respond(exchange(&world, &headers, &fields))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn exchange(world: &World, headers: &HeaderMap, fields: &Fields) -> Result<Value, Failure> {
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let shop = &world.settings.zalo;
    if field("app_id") != shop.id {
        return Err(APP_INVALID);
    }
    if header(headers, "secret_key") != shop.secret {
        return Err(SECRET_INVALID);
    }
    if field("grant_type") != "authorization_code" {
        return Err(GRANT_INVALID);
    }
    let consent = world.spend_code(Service::Zalo, field("code")).ok_or(CODE_INVALID)?;
    if !consent.challenge.is_some_and(|challenge| is_verifier_of(&challenge, field("code_verifier"))) {
        return Err(CODE_INVALID);
    }
    let is_number = world.fault(Service::Zalo, |fault| fault == Fault::ExpiresInNumber).is_some();
    let expires_in = if is_number { json!(ACCESS_SECONDS) } else { json!(ACCESS_SECONDS.to_string()) };
    let access_token = world.access(Service::Zalo, consent.person);
    Ok(json!({ "access_token": access_token, "refresh_token": "simulated-refresh-token", "expires_in": expires_in }))
}

async fn me(State(world): Shared, headers: HeaderMap, Query(fields): Query<Fields>) -> Json<Value> {
    respond(profile(&world, &headers, fields.get("fields").map_or("", String::as_str)))
}

fn profile(world: &World, headers: &HeaderMap, fields: &str) -> Result<Value, Failure> {
    let access_token = header(headers, "access_token");
    let person = holder(world, access_token)?;
    if header(headers, "appsecret_proof") != appsecret_proof(&world.settings.zalo.secret, access_token) {
        return Err(PROOF_INVALID);
    }
    Ok(shown(&person, fields))
}

fn holder(world: &World, access_token: &str) -> Result<Person, Failure> {
    match world.fault(Service::Zalo, |fault| fault != Fault::ExpiresInNumber) {
        Some(Fault::OutsideVietnam) => Err(OUTSIDE_VIETNAM),
        Some(_) => Err(UNDOCUMENTED),
        None => world.holder(Service::Zalo, access_token).ok_or(TOKEN_INVALID),
    }
}

/// The id, and with the person's consent the fields that were asked for.
fn shown(person: &Person, fields: &str) -> Value {
    let mut shown = Map::from_iter([
        ("id".to_owned(), json!(person.subject(Service::Zalo))),
        ("error".to_owned(), json!(0)),
        ("message".to_owned(), json!("Success")),
    ]);
    for field in fields.split(',').filter(|_| person.shares_name) {
        let value = match field {
            "name" => Some(json!(person.name)),
            "picture" => person.picture.as_ref().map(|url| json!({ "data": { "url": url } })),
            _ => None,
        };
        shown.extend(value.map(|value| (field.to_owned(), value)));
    }
    Value::Object(shown)
}

async fn info(State(world): Shared, headers: HeaderMap) -> Json<Value> {
    respond(phone(&world, &headers))
}

fn phone(world: &World, headers: &HeaderMap) -> Result<Value, Failure> {
    if header(headers, "secret_key") != world.settings.zalo.secret {
        return Err(SECRET_INVALID);
    }
    let person = holder(world, header(headers, "access_token"))?;
    let owner = world.spend_phone_token(header(headers, "code")).filter(|owner| owner.id == person.id);
    let phone = owner.and_then(|owner| owner.phone).ok_or(CODE_INVALID)?;
    let number = phone.trim_start_matches('+');
    Ok(json!({ "data": { "number": number }, "error": 0, "message": "Success" }))
}
