//! Which other origins may read the API from a browser.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderValue,
    ORIGIN, VARY,
};
use http::{Method, Request, Response, StatusCode};

use crate::edge::body::AnswerBody;

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
const REQUEST_HEADERS: HeaderValue =
    HeaderValue::from_static("accept-language, authorization, content-type, idempotency-key, if-none-match");
const EXPOSED: HeaderValue =
    HeaderValue::from_static("etag, location, ratelimit, ratelimit-policy, retry-after, x-request-id");
/// Seconds a browser may remember the answer to its question.
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");

/// The origins that may read the API.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cors(Vec<HeaderValue>);

impl Cors {
    /// Origins such as `https://app.example.vn`; what cannot be one never matches.
    pub(crate) fn new(origins: &[String]) -> Self {
        Self(origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()).collect())
    }

    /// The answer to a browser's question whether it may ask.
    pub(crate) fn preflight<B>(&self, request: &Request<B>) -> Option<Response<AnswerBody>> {
        let is_question =
            request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        if !is_question || self.0.is_empty() {
            return None;
        }
        let mut response = Response::new(AnswerBody::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        if self.add_to(request.headers().get(ORIGIN), headers) {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            headers.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        }
        Some(response)
    }

    /// Lets the browser of an allowed origin read the answer. Says whether it does.
    pub(crate) fn add_to(&self, origin: Option<&HeaderValue>, headers: &mut HeaderMap) -> bool {
        if self.0.is_empty() {
            return false;
        }
        headers.append(VARY, HeaderValue::from_static("origin"));
        let Some(origin) = origin.filter(|origin| self.0.contains(origin)) else { return false };
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        true
    }
}
