//! The levers of the doubles: people, weather, keys, faults and Mini App tokens.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::person::Person;
use crate::service::Service;
use crate::weather::{LATENCY_MAX_MS, Outage};
use crate::world::World;
use crate::{facebook, google};

type Shared = State<Arc<World>>;

pub(crate) fn router() -> Router<Arc<World>> {
    Router::new()
        .route("/persons", get(persons).post(add_person))
        .route("/outage", post(outage))
        .route("/latency", post(latency))
        .route("/fault", post(fault))
        .route("/counts", get(counts))
        .route("/google/rotate-keys", post(rotate_keys))
        .route("/google/id-token", post(id_token))
        .route("/facebook/access-token", post(access_token))
        .route("/facebook/signed-request", post(signed_request))
        .route("/zalo/mini-app", post(mini_app))
}

const fn done_when(is_done: bool) -> StatusCode {
    if is_done { StatusCode::NO_CONTENT } else { StatusCode::INSUFFICIENT_STORAGE }
}

async fn persons(State(world): Shared) -> Json<Vec<Person>> {
    Json(world.known().persons.clone())
}

async fn add_person(State(world): Shared, Json(person): Json<Person>) -> StatusCode {
    done_when(world.add(person))
}

#[derive(Deserialize)]
struct OutageOrder {
    service: Service,
    outage: Outage,
}

async fn outage(State(world): Shared, Json(order): Json<OutageOrder>) -> StatusCode {
    world.known().weather.entry(order.service).or_default().outage = order.outage;
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct LatencyOrder {
    service: Service,
    milliseconds: u64,
}

async fn latency(State(world): Shared, Json(order): Json<LatencyOrder>) -> StatusCode {
    let latency_ms = order.milliseconds.min(LATENCY_MAX_MS);
    world.known().weather.entry(order.service).or_default().latency_ms = latency_ms;
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct FaultOrder {
    fault: Fault,
}

async fn fault(State(world): Shared, Json(order): Json<FaultOrder>) -> StatusCode {
    done_when(world.order(order.fault))
}

/// Requests so far, by service and path such as `google/certs`.
async fn counts(State(world): Shared) -> Json<BTreeMap<String, u64>> {
    Json(world.known().counts.clone())
}

async fn rotate_keys(State(world): Shared) -> StatusCode {
    match google::SigningKey::new() {
        Ok(key) => {
            world.known().keys.rotate(key);
            StatusCode::NO_CONTENT
        }
        Err(_no_key) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[derive(Deserialize)]
struct Who {
    person: String,
}

#[derive(Deserialize)]
struct Asked {
    person: String,
    nonce: Option<String>,
}

/// What Google's sign-in gives an app of this person.
async fn id_token(
    State(world): Shared,
    headers: HeaderMap,
    Json(asked): Json<Asked>,
) -> Result<Json<Value>, StatusCode> {
    let person = world.person(&asked.person).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({ "idToken": google::token_for(&world, &headers, person, asked.nonce) })))
}

/// What Facebook's SDK gives an app of this person.
async fn access_token(State(world): Shared, Json(who): Json<Who>) -> Result<Json<Value>, StatusCode> {
    let person = world.person(&who.person).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({ "accessToken": world.access(Service::Facebook, person) })))
}

/// What Facebook posts when this person removes the app or asks for deletion.
async fn signed_request(State(world): Shared, Json(who): Json<Who>) -> Result<Json<Value>, StatusCode> {
    let person = world.person(&who.person).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({ "signedRequest": facebook::signed_request(&world, &person) })))
}

/// What `getAccessToken()` and `getPhoneNumber()` of the Mini App give this person's client.
async fn mini_app(State(world): Shared, Json(who): Json<Who>) -> Result<Json<Value>, StatusCode> {
    let person = world.person(&who.person).ok_or(StatusCode::NOT_FOUND)?;
    let phone_token = world.phone_token(person.clone());
    Ok(Json(json!({ "accessToken": world.access(Service::Zalo, person), "phoneToken": phone_token })))
}
