//! Outages, latency and the count of requests: what happens to a request before a double sees it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};

use crate::service::Service;
use crate::world::World;

/// How long a service that hangs keeps a request.
const HANG: Duration = Duration::from_mins(5);
/// The longest latency that can be ordered, in milliseconds.
pub(crate) const LATENCY_MAX_MS: u64 = 60_000;
/// Paths that are counted; further ones are not.
const PATHS_MAX: usize = 1000;

/// How a service is out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outage {
    /// It is not.
    #[default]
    None,
    /// It answers 503 to everything.
    Unavailable,
    /// It takes requests and does not answer.
    Hang,
}

/// How a service is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Weather {
    pub(crate) outage: Outage,
    pub(crate) latency_ms: u64,
}

/// Puts the weather over a service's routes.
pub(crate) fn over(router: Router<Arc<World>>, world: &Arc<World>, service: Service) -> Router<Arc<World>> {
    router.layer(from_fn_with_state((Arc::clone(world), service), pass))
}

async fn pass(State((world, service)): State<(Arc<World>, Service)>, request: Request, next: Next) -> Response {
    let weather = noted(&world, service, request.uri().path());
    tokio::time::sleep(Duration::from_millis(weather.latency_ms)).await;
    match weather.outage {
        Outage::None => next.run(request).await,
        Outage::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Outage::Hang => {
            tokio::time::sleep(HANG).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
    }
}

/// Counts the request and answers how the service is.
fn noted(world: &World, service: Service, path: &str) -> Weather {
    let path = format!("{}{path}", service.name());
    let mut known = world.known();
    if known.counts.len() < PATHS_MAX || known.counts.contains_key(&path) {
        *known.counts.entry(path).or_insert(0) += 1;
    }
    known.weather.get(&service).copied().unwrap_or_default()
}
