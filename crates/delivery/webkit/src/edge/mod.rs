//! The outermost service: every request passes here before anything else happens.
//!
//! A hit of the response cache is answered on the spot, in a few microseconds: rate limit, look-up, prepared headers,
//! prepared body. It gets a request id and is counted, but neither traced nor timed: both would cost more than the
//! answer, and there is nothing in a hit that a trace could explain. Everything else is worked on in
//! [`work`](self::work).

mod admission;
mod answer;
mod area;
mod arrival;
mod body;
mod cors;
mod failure;
mod matched;
mod observe;
mod request_id;
mod routed;
mod same_site;
mod security;
mod settings;
mod work;

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use cholon_limits::{Budget, Decision, RateLimits};
use http::header::{AUTHORIZATION, ORIGIN, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response};
use http_body_util::Limited;

pub use answer::Answer;
pub use body::AnswerBody;
pub use request_id::RequestName;
pub(crate) use request_id::{REQUEST_ID, RequestId};
pub use settings::{EdgeParts, EdgeSettings, ErrorPage, Failure};

use crate::client::ClientAddress;
use crate::code::Code;
use crate::edge::admission::Admission;
use crate::edge::area::Area;
use crate::edge::arrival::{Arrival, with_uri};
use crate::edge::cors::Cors;
use crate::edge::request_id::RequestIds;
use crate::edge::security::SecurityHeaders;
use crate::locale::locale_of;
use crate::memory::{Address, ResponseCache};
use crate::problem::Problem;

/// The longest path and query that is looked at, in bytes.
const URI_LENGTH_MAX: usize = 16 * 1024;
/// The header by which a benchmark asks for an answer that is made afresh; honoured only when the settings say so.
const BYPASS: HeaderName = HeaderName::from_static("x-cache-bypass");
/// Where proxies write whom they speak for.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// The outermost service. Cheap to clone.
#[derive(Clone)]
pub struct Edge {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Edge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edge").finish_non_exhaustive()
    }
}

struct Inner {
    settings: EdgeSettings,
    router: Router,
    limits: RateLimits,
    cache: ResponseCache,
    error_page: ErrorPage,
    admission: Admission,
    ids: RequestIds,
    security: SecurityHeaders,
    cors: Cors,
}

impl Edge {
    /// The outermost service over the shop's routes.
    #[must_use]
    pub fn new(settings: EdgeSettings, parts: EdgeParts) -> Self {
        let inner = Inner {
            router: routed::prepared(parts.router),
            limits: parts.limits,
            cache: parts.cache,
            error_page: parts.error_page,
            admission: Admission::new(settings.in_flight_max),
            ids: RequestIds::new(),
            security: SecurityHeaders::new(settings.is_https),
            cors: Cors::new(&settings.cors_origins),
            settings,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Answers a request that came from `peer`.
    pub fn answer<B>(&self, request: Request<B>, peer: IpAddr) -> Answer
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        let inner = &self.inner;
        let area = Area::of(request.uri().path());
        let id = inner.ids.of(request.headers());
        let budget = match inner.checked_rate(&request, area, peer) {
            Ok(budget) => budget,
            Err((problem, budget)) => {
                let arrival = Arrival::new(&request, id, area, Some(budget));
                return Answer::ready(inner.refused(&problem, &arrival));
            }
        };
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        if !is_read || area == Area::Probe || !inner.cache.is_on() || inner.is_bypassed(&request) {
            let arrival = Arrival::new(&request, id, area, budget);
            return inner.work(request, arrival, peer);
        }
        let api_locale = (area == Area::Api).then(|| locale_of(request.uri(), request.headers()));
        let address = Address::of(request.uri(), api_locale);
        if let Some(stored) = address.key.as_deref().and_then(|key| inner.cache.find(key)) {
            let mut response = stored.answer(request.method(), request.headers(), &id);
            if area == Area::Api {
                inner.add_api_headers(request.headers().get(ORIGIN), budget, response.headers_mut());
            }
            return Answer::ready(response);
        }
        let (key, cleaned) = (address.key.map(Cow::into_owned), address.cleaned);
        let arrival = Arrival { key, ..Arrival::new(&request, id, area, budget) };
        inner.work(with_uri(request, cleaned), arrival, peer)
    }
}

impl Inner {
    /// Counts the request against its client's quota.
    fn checked_rate<B>(
        &self,
        request: &Request<B>,
        area: Area,
        peer: IpAddr,
    ) -> Result<Option<Budget>, (Problem, Budget)> {
        let Some(class) = area.class() else { return Ok(None) };
        match self.limits.check(class, self.client_address(request.headers(), peer).into()) {
            Decision::Unlimited => Ok(None),
            Decision::Allowed(budget) => Ok(Some(budget)),
            Decision::Refused { retry_after, budget } => {
                Err((Problem::new(Code::RateLimited).with_retry_after(retry_after), budget))
            }
        }
    }

    /// The address of the client: the peer's, or what a trusted proxy says.
    fn client_address(&self, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
        if !self.limits.trusts_proxies() {
            return peer;
        }
        let forwarded = headers.get_all(FORWARDED_FOR).iter().next_back();
        self.limits.client_address(peer, forwarded.and_then(|value| value.to_str().ok()))
    }

    fn is_bypassed<B>(&self, request: &Request<B>) -> bool {
        let headers = request.headers();
        headers.contains_key(AUTHORIZATION) || (self.settings.allow_bypass && headers.contains_key(BYPASS))
    }

    /// Has the router work on a request.
    fn work<B>(self: &Arc<Self>, request: Request<B>, arrival: Arrival, peer: IpAddr) -> Answer
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        if request.uri().path_and_query().is_some_and(|whole| whole.as_str().len() > URI_LENGTH_MAX) {
            return Answer::ready(self.refused(&Problem::new(Code::UriTooLong), &arrival));
        }
        if arrival.area == Area::Api
            && let Some(mut response) = self.cors.preflight(&request)
        {
            response.headers_mut().insert(REQUEST_ID, arrival.id.header());
            return Answer::ready(response);
        }
        if arrival.area == Area::Page && !same_site::is_own(request.method(), request.headers()) {
            return Answer::ready(self.refused(&Problem::new(Code::ForeignForm), &arrival));
        }
        let client = ClientAddress(self.client_address(request.headers(), peer));
        let mut request = request.map(|body| Body::new(Limited::new(body, self.settings.body_bytes_max)));
        request.extensions_mut().insert(client);
        request.extensions_mut().insert(arrival.id.clone());
        Answer::working(Arc::clone(self).worked(request, arrival))
    }

    /// The answer to a request that is not worked on. What is refused in numbers is counted, not logged.
    fn refused(&self, problem: &Problem, arrival: &Arrival) -> Response<AnswerBody> {
        let response = self.failure(problem, arrival);
        self.finished(response, arrival)
    }

    /// Adds what every answer of the router carries.
    fn finished(&self, mut response: Response<AnswerBody>, arrival: &Arrival) -> Response<AnswerBody> {
        let headers = response.headers_mut();
        self.security.add_to(headers);
        headers.insert(REQUEST_ID, arrival.id.header());
        match arrival.area {
            Area::Api => self.add_api_headers(arrival.origin.as_ref(), arrival.budget, headers),
            _ if headers.contains_key(RETRY_AFTER) => add_budget(arrival.budget, headers),
            _ => {}
        }
        if arrival.is_head {
            *response.body_mut() = AnswerBody::empty();
        }
        response
    }

    fn add_api_headers(&self, origin: Option<&HeaderValue>, budget: Option<Budget>, headers: &mut HeaderMap) {
        add_budget(budget, headers);
        self.cors.add_to(origin, headers);
    }
}

/// Adds the fields of the IETF draft on rate limits.
fn add_budget(budget: Option<Budget>, headers: &mut HeaderMap) {
    let Some(budget) = budget else { return };
    for (name, text) in [(RATE_LIMIT_POLICY, budget.policy()), (RATE_LIMIT, budget.to_string())] {
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(name, value);
        }
    }
}
