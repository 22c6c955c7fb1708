//! The way to the router and back: admission, bounded body, time-out, panics.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::response::IntoResponse as _;
use cholon_telemetry::mask;
use futures_util::FutureExt as _;
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use metrics::counter;
use tower::ServiceExt as _;
use tracing::Instrument as _;

use crate::code::Code;
use crate::edge::Inner;
use crate::edge::area::Priority;
use crate::edge::arrival::Arrival;
use crate::edge::matched::TellRoute;
use crate::edge::observe::{log, measure, span_of};
use crate::problem::Problem;

/// What a caller that was refused for lack of room should wait.
const OVERLOAD_RETRY_AFTER: Duration = Duration::from_secs(1);

/// The routes with what the edge needs of them.
pub(super) fn prepared(router: Router) -> Router {
    router
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::new(Code::MethodNotAllowed))
        // One layer of both, as the router boxes what each makes. The edge bounds bodies itself, by its settings.
        .layer((DefaultBodyLimit::disable(), TellRoute))
}

impl Inner {
    /// The router's answer, or the problem that kept it from answering; logged and measured.
    pub(super) async fn made(&self, request: Request<Body>, arrival: &Arrival) -> Response<Body> {
        let span = span_of(&request, arrival);
        let (method, path) = (request.method().clone(), mask(request.uri().path()).into_owned());
        let begin = Instant::now();
        let response = self.routed(request).instrument(span.clone()).await;
        let elapsed = begin.elapsed();
        measure(&response, &method, elapsed);
        span.in_scope(|| log(&response, &path, elapsed));
        response
    }

    /// Admission, time-out and the router itself.
    async fn routed(&self, request: Request<Body>) -> Response<Body> {
        let Some(_place) = self.admission.admit(Priority::of(request.uri().path())) else {
            return Problem::new(Code::Overloaded).with_retry_after(OVERLOAD_RETRY_AFTER).into_response();
        };
        if is_too_large(&request, self.settings.body_bytes_max) {
            return Problem::new(Code::PayloadTooLarge).into_response();
        }
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
}

/// Whether a request says itself that its body is too large.
fn is_too_large(request: &Request<Body>, bytes_max: usize) -> bool {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    said.is_some_and(|said| said > bytes_max as u64)
}

/// What a panic said.
fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panic: {}", text.unwrap_or_else(|| "without a text".to_owned()))
}
