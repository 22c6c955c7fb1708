//! What happens to a request that memory does not answer: admission, time-out, router, log, measures, keeping.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath};
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use cholon_cache::Passenger;
use cholon_telemetry::{adopt, mask, trace_id};
use futures_util::FutureExt as _;
use http::header::{ACCEPT_ENCODING, ALLOW, CONTENT_LENGTH, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Limited};
use metrics::{counter, histogram};
use tower::ServiceExt as _;
use tracing::{Instrument as _, Span, field};

use crate::code::Code;
use crate::edge::area::{Area, Priority};
use crate::edge::body::AnswerBody;
use crate::edge::failure::problem_of;
use crate::edge::{Arrival, Inner};
use crate::memory::{BODY_BYTES_MAX, ResponseCache, Stored};
use crate::problem::Problem;
use crate::rendered::CachePolicy;
use crate::representation::Effort;

/// What a caller that was refused for lack of room should wait.
const OVERLOAD_RETRY_AFTER: Duration = Duration::from_secs(1);
/// The route of requests that no route matches, in measures.
const NO_ROUTE: &str = "none";
/// Statuses of answers that may be kept.
const KEPT_STATUSES: [StatusCode; 5] = [
    StatusCode::OK,
    StatusCode::MOVED_PERMANENTLY,
    StatusCode::PERMANENT_REDIRECT,
    StatusCode::NOT_FOUND,
    StatusCode::GONE,
];

/// The routes with what the edge needs of them.
pub(super) fn prepared(router: Router) -> Router {
    router
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::new(Code::MethodNotAllowed))
        .layer(axum::middleware::from_fn(with_route))
        // The edge bounds bodies itself, by its settings.
        .layer(DefaultBodyLimit::disable())
}

/// Tells the edge which route matched.
async fn with_route(route: Option<MatchedPath>, request: axum::extract::Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

impl Inner {
    /// Works on a request and finishes its answer.
    pub(super) async fn worked(self: Arc<Self>, request: Request<Body>, arrival: Arrival) -> Response<AnswerBody> {
        let Some(key) = arrival.key.clone() else {
            let (asked, request) = asked(request);
            let response = self.made(request, &arrival).await;
            let response = self.represented(response, &asked, &arrival).await;
            return self.finished(response, &arrival);
        };
        // Of the same misses at the same time one goes to the router; the others wait for its answer, if it is kept.
        let pilot = match self.cache.board(&key).await {
            Passenger::Guest(Some(stored)) => return self.remembered(&stored, &Asked::of(&request), &arrival),
            Passenger::Guest(None) => None,
            Passenger::Pilot(pilot) => Some(pilot),
        };
        if pilot.is_some()
            && let Some(stored) = self.cache.find_again(&key)
        {
            return self.remembered(&stored, &Asked::of(&request), &arrival);
        }
        let ticket = self.cache.begin();
        let (asked, request) = asked(request);
        let mut response = self.made(request, &arrival).await;
        let policy = response.extensions_mut().remove::<CachePolicy>();
        let Some(policy) = policy.filter(|_| KEPT_STATUSES.contains(&response.status())) else {
            // Nobody waits for an answer that cannot be shared while it is still being compressed.
            drop(pilot);
            let response = self.represented(response, &asked, &arrival).await;
            return self.finished(response, &arrival);
        };
        let stored = match self.storable(response, &policy, &arrival).await {
            Ok(stored) => Arc::new(stored),
            Err(problem) => return self.refused(&problem, &arrival),
        };
        let is_kept = ticket.keep(key, ResponseCache::filled(Arc::clone(&stored), policy.tags, policy.ttl));
        if let Some(pilot) = pilot.filter(|_| is_kept) {
            pilot.land(Arc::clone(&stored));
        }
        let mut response = stored.respond(&asked.method, &asked.headers, &arrival.id);
        if arrival.area == Area::Api {
            self.add_api_headers(arrival.origin.as_ref(), arrival.budget, response.headers_mut());
        }
        response
    }

    fn remembered(&self, stored: &Stored, asked: &Asked, arrival: &Arrival) -> Response<AnswerBody> {
        let mut response = stored.answer(&asked.method, &asked.headers, &arrival.id);
        if arrival.area == Area::Api {
            self.add_api_headers(arrival.origin.as_ref(), arrival.budget, response.headers_mut());
        }
        response
    }

    /// The router's answer, or the problem that kept it from answering; logged and measured.
    async fn made(&self, request: Request<Body>, arrival: &Arrival) -> Response<Body> {
        let span = span_of(&request, arrival);
        let (method, path) = (request.method().clone(), mask(request.uri().path()).into_owned());
        let begin = Instant::now();
        let response = self.routed(request).instrument(span.clone()).await;
        let elapsed = begin.elapsed();
        let route = response.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str);
        let status = response.status();
        counter!(
            "http_requests_total",
            "route" => route.to_owned(), "method" => method_label(&method),
            "status" => status.as_str().to_owned(), "source" => "router"
        )
        .increment(1);
        histogram!(
            "http_request_duration_seconds", "route" => route.to_owned(), "method" => method_label(&method)
        )
        .record(elapsed);
        span.in_scope(|| log(&response, route, &path, elapsed));
        response
    }

    /// Admission, time-out and the router itself.
    async fn routed(&self, request: Request<Body>) -> Response<Body> {
        let Some(_place) = self.admission.admit(Priority::of(request.uri().path())) else {
            return Problem::new(Code::Overloaded).with_retry_after(OVERLOAD_RETRY_AFTER).into_response();
        };
        let Some(request) = bounded(request, self.settings.body_bytes_max) else {
            return Problem::new(Code::PayloadTooLarge).into_response();
        };
        let work = AssertUnwindSafe(self.router.clone().oneshot(request)).catch_unwind();
        match tokio::time::timeout(self.settings.request_timeout, work).await {
            Ok(Ok(Ok(response))) => response,
            Ok(Err(panic)) => {
                counter!("http_panics_total").increment(1);
                Problem::internal(panic_text(&*panic)).into_response()
            }
            Err(_elapsed) => Problem::new(Code::Timeout).with_retry_after(OVERLOAD_RETRY_AFTER).into_response(),
        }
    }

    /// An answer that may be kept, complete in memory.
    async fn storable(
        &self,
        response: Response<Body>,
        policy: &CachePolicy,
        arrival: &Arrival,
    ) -> Result<Stored, Problem> {
        let hits = counter!(
            "http_requests_total",
            "route" => route_label(&response), "method" => "GET",
            "status" => response.status().as_str().to_owned(), "source" => "memory"
        );
        let (mut parts, body) = response.into_parts();
        self.security.add_to(&mut parts.headers);
        if arrival.area == Area::Api {
            parts.headers.append(VARY, HeaderValue::from_static("accept-language"));
        }
        let body = body.collect().await.map_err(Problem::internal)?.to_bytes();
        let effort = if policy.is_immutable { Effort::Immutable } else { Effort::Kept };
        Ok(Stored::new(parts.status, parts.headers, body, effort).counted_by(hits))
    }

    /// An answer that is not kept, in the representation that the client prefers.
    async fn represented(&self, response: Response<Body>, asked: &Asked, arrival: &Arrival) -> Response<AnswerBody> {
        if let Some(problem) = problem_of(&response) {
            let mut failure = self.failure(&problem, arrival);
            if let Some(allow) = response.headers().get(ALLOW) {
                failure.headers_mut().insert(ALLOW, allow.clone());
            }
            return failure;
        }
        let size = http_body::Body::size_hint(response.body()).exact();
        let is_whole = size.is_some_and(|size| size <= BODY_BYTES_MAX);
        let is_read = matches!(asked.method, Method::GET | Method::HEAD);
        if !is_whole || !is_read || response.status() != StatusCode::OK {
            return response.map(AnswerBody::streamed);
        }
        let (mut parts, body) = response.into_parts();
        if arrival.area == Area::Api {
            parts.headers.append(VARY, HeaderValue::from_static("accept-language"));
        }
        match body.collect().await {
            Ok(body) => {
                let stored = Stored::new(parts.status, parts.headers, body.to_bytes(), Effort::Once);
                stored.respond(&asked.method, &asked.headers, &arrival.id)
            }
            Err(error) => self.failure(&Problem::internal(error), arrival),
        }
    }
}

/// What of a request is needed after the router has taken it.
struct Asked {
    method: Method,
    headers: HeaderMap,
}

impl Asked {
    fn of<B>(request: &Request<B>) -> Self {
        let wanted = [ACCEPT_ENCODING, IF_NONE_MATCH];
        let headers = wanted.into_iter().filter_map(|name| {
            let value = request.headers().get(&name)?.clone();
            Some((name, value))
        });
        Self { method: request.method().clone(), headers: headers.collect() }
    }
}

/// What was asked, and the request for the router: a HEAD becomes a GET whose body is dropped at the end, so that both
/// have the same headers.
fn asked(mut request: Request<Body>) -> (Asked, Request<Body>) {
    let asked = Asked::of(&request);
    if asked.method == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    (asked, request)
}

/// The request with a bounded body; `None` when it says itself that its body is larger.
fn bounded(request: Request<Body>, bytes_max: usize) -> Option<Request<Body>> {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|said| said > bytes_max as u64) {
        return None;
    }
    Some(request.map(|body| Body::new(Limited::new(body, bytes_max))))
}

fn span_of(request: &Request<Body>, arrival: &Arrival) -> Span {
    let span = tracing::info_span!(
        "http.request",
        otel.kind = "server",
        http.method = %request.method(),
        request.id = arrival.id.as_str(),
        trace.id = field::Empty,
    );
    let traceparent = request.headers().get("traceparent").and_then(|value| value.to_str().ok());
    if let Some(traceparent) = traceparent {
        adopt(&span, traceparent);
    }
    if let Some(id) = trace_id(&span) {
        span.record("trace.id", id);
    }
    span
}

/// One line for each request that was worked on; causes of failures of ours appear here and nowhere else.
fn log(response: &Response<Body>, route: &str, path: &str, elapsed: Duration) {
    let status = response.status().as_u16();
    let latency_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    match problem_of(response) {
        Some(problem) if response.status().is_server_error() => {
            let (code, causes) = (problem.code().name(), problem.causes().unwrap_or_default());
            tracing::error!(
                http.route = route,
                http.path = path,
                http.status = status,
                latency_us,
                code,
                causes,
                "failed"
            );
        }
        Some(problem) => {
            let code = problem.code().name();
            tracing::info!(http.route = route, http.path = path, http.status = status, latency_us, code, "refused");
        }
        None => tracing::info!(http.route = route, http.path = path, http.status = status, latency_us, "answered"),
    }
}

fn route_label(response: &Response<Body>) -> String {
    response.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str).to_owned()
}

/// The method in measures; invented ones share a name, so that nobody can fill the memory with them.
const fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// What a panic said.
fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panic: {}", text.unwrap_or_else(|| "without a text".to_owned()))
}
