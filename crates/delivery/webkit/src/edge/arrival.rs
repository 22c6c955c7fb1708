//! What the edge remembers of a request while the router has it.

use axum::body::Body;
use cholon_kernel::Locale;
use cholon_limits::Budget;
use http::header::{ACCEPT_ENCODING, IF_NONE_MATCH, ORIGIN, REFERER};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

use crate::cookies::Cookies;
use crate::edge::area::Area;
use crate::edge::request_id::RequestId;
use crate::locale::locale_of;

/// What is known of a request before it is worked on.
pub(super) struct Arrival {
    pub(super) id: RequestId,
    pub(super) area: Area,
    pub(super) path: Box<str>,
    pub(super) cookies: Cookies,
    pub(super) locale: Locale,
    pub(super) budget: Option<Budget>,
    /// The key of its answer, if that may be kept.
    pub(super) key: Option<String>,
    pub(super) is_head: bool,
    pub(super) origin: Option<HeaderValue>,
}

impl Arrival {
    /// What is known of a request whose answer is not kept.
    pub(super) fn new<B>(request: &Request<B>, id: RequestId, area: Area, budget: Option<Budget>) -> Self {
        Self {
            id,
            area,
            path: request.uri().path().into(),
            cookies: Cookies::of(request.headers()),
            locale: locale_of(request.uri(), request.headers()),
            budget,
            key: None,
            is_head: request.method() == Method::HEAD,
            origin: request.headers().get(ORIGIN).cloned(),
        }
    }
}

/// What of a request is needed after the router has taken it.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
}

impl Asked {
    pub(super) fn of<B>(request: &Request<B>) -> Self {
        let wanted = [ACCEPT_ENCODING, IF_NONE_MATCH, REFERER];
        let headers = wanted.into_iter().filter_map(|name| {
            let value = request.headers().get(&name)?.clone();
            Some((name, value))
        });
        Self { method: request.method().clone(), headers: headers.collect() }
    }
}

/// What was asked, and the request for the router: a HEAD becomes a GET whose body is dropped at the end, so that both
/// have the same headers.
pub(super) fn asked(mut request: Request<Body>) -> (Asked, Request<Body>) {
    let asked = Asked::of(&request);
    if asked.method == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    (asked, request)
}

/// The request at another path and query.
pub(super) fn with_uri<B>(mut request: Request<B>, path_and_query: Option<String>) -> Request<B> {
    let uri = path_and_query.and_then(|text| Uri::try_from(text).ok());
    if let Some(uri) = uri {
        *request.uri_mut() = uri;
    }
    request
}
