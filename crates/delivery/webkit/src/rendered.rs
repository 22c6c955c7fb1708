//! An answer as handlers make it: a body with the rules under which it may be kept.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use cholon_cache::Tag;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use crate::problem::Problem;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// Clients ask every time whether their copy still holds; the answer is a short 304 from memory.
const REVALIDATE: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");
/// An answer that nobody may keep without asking, and nobody for others.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// How long the process keeps what never changes under its address.
const IMMUTABLE_TTL: Duration = Duration::from_hours(24);
/// Headers that an answer has as a rule, with those that the edge adds: room for them is made once.
const HEADERS_EXPECTED: usize = 12;

/// The rules under which the response cache keeps an answer.
#[derive(Debug, Clone)]
pub struct CachePolicy {
    /// The longest time.
    pub ttl: Duration,
    /// The things whose change ends it earlier.
    pub tags: Vec<Tag>,
    /// Whether what is at this address never changes.
    pub is_immutable: bool,
}

/// Hears of every time an answer is given, fresh or from memory: what counts must not depend on what is kept.
#[derive(Clone)]
pub(crate) struct Witness(Arc<dyn Fn(&HeaderMap) + Send + Sync>);

impl Witness {
    /// Tells of an answer to a request with these headers.
    pub(crate) fn tell(&self, request: &HeaderMap) {
        self.0(request);
    }
}

/// An answer: status, type, body, and whether it may be kept. Only an answer that is the same for everybody may be
/// [`cached`](Self::cached).
pub struct Rendered {
    status: StatusCode,
    content_type: HeaderValue,
    body: Bytes,
    policy: Option<CachePolicy>,
    headers: Vec<(HeaderName, HeaderValue)>,
    witness: Option<Witness>,
}

impl std::fmt::Debug for Rendered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rendered").field("status", &self.status).field("policy", &self.policy).finish_non_exhaustive()
    }
}

impl Rendered {
    /// A page.
    pub fn html(body: String) -> Self {
        Self::bytes(HTML, body.into())
    }

    /// A JSON document.
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(Problem::internal)?;
        Ok(Self::bytes(JSON, body.into()))
    }

    /// An XML document.
    pub fn xml(body: String) -> Self {
        Self::bytes(XML, body.into())
    }

    /// Plain text.
    pub fn text(body: String) -> Self {
        Self::bytes(TEXT, body.into())
    }

    /// Content of any type.
    pub const fn bytes(content_type: HeaderValue, body: Bytes) -> Self {
        Self { status: StatusCode::OK, content_type, body, policy: None, headers: Vec::new(), witness: None }
    }

    /// A redirect that can be kept; see [`redirect`] for one that is not.
    #[must_use]
    pub fn redirect(status: StatusCode, location: &str) -> Self {
        Self::text(String::new()).with_status(status).with_header(LOCATION, location_value(location))
    }

    /// The answer with another status.
    #[must_use]
    pub const fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The answer, to be kept for at most `ttl` and until one of `tags` is invalidated. Statuses 200, 301, 308, 404
    /// and 410 are kept, others are not.
    #[must_use]
    pub fn cached(mut self, ttl: Duration, tags: impl IntoIterator<Item = Tag>) -> Self {
        self.policy = Some(CachePolicy { ttl, tags: tags.into_iter().collect(), is_immutable: false });
        self
    }

    /// The answer, to be kept by everybody for ever: its address changes with its content.
    #[must_use]
    pub fn immutable(mut self) -> Self {
        self.policy = Some(CachePolicy { ttl: IMMUTABLE_TTL, tags: Vec::new(), is_immutable: true });
        self
    }

    /// The answer with a header; of one name the last counts.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The answer, with `witness` told each time it is given to a GET, also from memory, with the headers of the
    /// request of which only `Referer` is sure to be there. It runs on the way out and must not wait.
    #[must_use]
    pub fn witnessed(mut self, witness: impl Fn(&HeaderMap) + Send + Sync + 'static) -> Self {
        self.witness = Some(Witness(Arc::new(witness)));
        self
    }
}

/// Marks an answer that a handler has made in full, so that the edge takes its status for no refusal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Complete;

impl IntoResponse for Rendered {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let cache_control = match &self.policy {
            None => PRIVATE,
            Some(policy) if policy.is_immutable => IMMUTABLE,
            Some(_) => REVALIDATE,
        };
        response.headers_mut().reserve(HEADERS_EXPECTED);
        response.headers_mut().insert(CONTENT_TYPE, self.content_type);
        response.headers_mut().insert(CACHE_CONTROL, cache_control);
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response.extensions_mut().insert(Complete);
        if let Some(witness) = self.witness {
            response.extensions_mut().insert(witness);
        }
        if let Some(policy) = self.policy {
            response.extensions_mut().insert(policy);
        }
        response
    }
}

/// A redirect to another address; `status` is 301, 302, 303 or 308. It is not kept.
#[must_use]
pub fn redirect(status: StatusCode, location: &str) -> Response {
    Rendered::redirect(status, location).into_response()
}

/// The location as a header. A location that cannot be one leads home: it was made of outside text.
fn location_value(location: &str) -> HeaderValue {
    HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/"))
}
