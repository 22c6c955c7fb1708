//! Problems become answers: JSON under `/v1`, a page elsewhere.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};

use crate::code::Code;
use crate::edge::area::Area;
use crate::edge::body::AnswerBody;
use crate::edge::{Arrival, Failure, Inner};
use crate::problem::{Problem, Unrendered};
use crate::rendered::Complete;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

impl Inner {
    /// The answer that tells of a problem.
    pub(super) fn failure(&self, problem: &Problem, arrival: &Arrival) -> Response<AnswerBody> {
        let (content_type, body) = self.told(problem, arrival);
        answer(problem, content_type, body)
    }

    fn told(&self, problem: &Problem, arrival: &Arrival) -> (HeaderValue, String) {
        let id = arrival.id.as_str();
        if matches!(arrival.area, Area::Api | Area::Probe) {
            let json = serde_json::to_string(&problem.envelope(arrival.locale, id));
            return (JSON, json.unwrap_or_default());
        }
        let failure =
            Failure { problem, path: &arrival.path, locale: arrival.locale, request_id: id, cookies: &arrival.cookies };
        (HTML, (self.error_page)(&failure))
    }
}

/// The answer that tells of a problem with a page at hand.
pub(super) fn failure_with(problem: &Problem, page: String) -> Response<AnswerBody> {
    answer(problem, HTML, page)
}

fn answer(problem: &Problem, content_type: HeaderValue, body: String) -> Response<AnswerBody> {
    let length = body.len();
    let mut response = Response::new(AnswerBody::ready(body.into()));
    *response.status_mut() = problem.code().status();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(CACHE_CONTROL, NO_STORE);
    if let Some(retry_after) = problem.retry_after() {
        headers.insert(RETRY_AFTER, HeaderValue::from(whole_seconds(retry_after)));
    }
    response
}

/// The problem that an answer of the router stands for, if it does: one that a handler returned, or a refusal of axum,
/// which is a status with a line of text.
pub(super) fn problem_of(response: &Response<Body>) -> Option<Arc<Problem>> {
    if let Some(Unrendered(problem)) = response.extensions().get() {
        return Some(Arc::clone(problem));
    }
    let status = response.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    if !is_failure || response.extensions().get::<Complete>().is_some() {
        return None;
    }
    Some(Arc::new(Problem::new(code_of(status))))
}

/// The time in whole seconds, never too short.
fn whole_seconds(time: Duration) -> u64 {
    (time.as_secs() + u64::from(time.subsec_nanos() > 0)).max(1)
}

/// The code of a refusal that has only a status.
fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::UNAUTHORIZED => Code::Unauthorized,
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::GONE => Code::Gone,
        StatusCode::PAYLOAD_TOO_LARGE => Code::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
        StatusCode::UNPROCESSABLE_ENTITY => Code::Validation,
        StatusCode::SERVICE_UNAVAILABLE => Code::Unavailable,
        _ if status.is_client_error() => Code::BadRequest,
        _ => Code::Internal,
    }
}
