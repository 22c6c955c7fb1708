//! What is logged and measured of a request that the router worked on.

use std::time::Duration;

use axum::body::Body;
use axum::extract::MatchedPath;
use cholon_telemetry::{adopt, trace_id};
use http::{Method, Request, Response};
use metrics::{Counter, counter, histogram};
use tracing::{Span, field};

use crate::edge::area::Area;
use crate::edge::arrival::Arrival;
use crate::edge::failure::problem_of;

/// The route of requests that no route matches.
const NO_ROUTE: &str = "none";

/// The span of a request, part of its caller's trace.
pub(super) fn span_of(request: &Request<Body>, arrival: &Arrival) -> Span {
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
pub(super) fn log(response: &Response<Body>, path: &str, elapsed: Duration) {
    let route = route_of(response);
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
        // Probes come every few seconds and say the same thing; files come by the dozen with each page.
        None if matches!(Area::of(path), Area::Probe | Area::File) => {
            tracing::debug!(http.route = route, http.path = path, http.status = status, latency_us, "answered");
        }
        None => tracing::info!(http.route = route, http.path = path, http.status = status, latency_us, "answered"),
    }
}

/// Counts and times an answer of the router.
pub(super) fn measure(response: &Response<Body>, method: &Method, elapsed: Duration) {
    let (route, method) = (route_of(response).to_owned(), method_label(method));
    let status = response.status().as_str().to_owned();
    counter!(
        "http_requests_total",
        "route" => route.clone(), "method" => method, "status" => status, "source" => "router"
    )
    .increment(1);
    histogram!("http_request_duration_seconds", "route" => route, "method" => method).record(elapsed);
}

/// What counts how often an answer is given from memory.
pub(super) fn hits_of(response: &Response<Body>) -> Counter {
    let (route, status) = (route_of(response).to_owned(), response.status().as_str().to_owned());
    counter!("http_requests_total", "route" => route, "method" => "GET", "status" => status, "source" => "memory")
}

fn route_of(response: &Response<Body>) -> &str {
    response.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str)
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
