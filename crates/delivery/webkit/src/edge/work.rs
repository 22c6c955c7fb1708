//! What happens to a request that memory does not answer: one of the same kind goes to the router, the others wait;
//! the answer is kept where it may be, and sent in the representation that the client prefers.

use std::sync::Arc;

use axum::body::Body;
use cholon_cache::Passenger;
use http::header::{ALLOW, SET_COOKIE, VARY};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use crate::edge::Inner;
use crate::edge::area::Area;
use crate::edge::arrival::{Arrival, Asked, asked};
use crate::edge::body::AnswerBody;
use crate::edge::failure::{failure_with, problem_of};
use crate::edge::observe::hits_of;
use crate::memory::{BODY_BYTES_MAX, ResponseCache, Stored};
use crate::problem::{Problem, ToldAlready};
use crate::rendered::{CachePolicy, Witness};
use crate::representation::Effort;

/// Statuses of answers that may be kept.
const KEPT_STATUSES: [StatusCode; 5] = [
    StatusCode::OK,
    StatusCode::MOVED_PERMANENTLY,
    StatusCode::PERMANENT_REDIRECT,
    StatusCode::NOT_FOUND,
    StatusCode::GONE,
];

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
        let Some(policy) = policy.filter(|_| is_storable(&response)) else {
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

    /// An answer that may be kept, complete in memory.
    async fn storable(
        &self,
        response: Response<Body>,
        policy: &CachePolicy,
        arrival: &Arrival,
    ) -> Result<Stored, Problem> {
        let hits = hits_of(&response);
        let (mut parts, body) = response.into_parts();
        let witness = parts.extensions.remove::<Witness>();
        self.security.add_to(&mut parts.headers);
        if arrival.area == Area::Api {
            parts.headers.append(VARY, HeaderValue::from_static("accept-language"));
        }
        let body = body.collect().await.map_err(Problem::internal)?.to_bytes();
        let effort = if policy.is_immutable { Effort::Immutable } else { Effort::Kept };
        Ok(Stored::new(parts.status, parts.headers, body, effort).counted_by(hits).witnessed_by(witness))
    }

    /// An answer that is not kept, in the representation that the client prefers.
    async fn represented(&self, response: Response<Body>, asked: &Asked, arrival: &Arrival) -> Response<AnswerBody> {
        if let Some(problem) = problem_of(&response) {
            let mut failure = match response.extensions().get::<ToldAlready>() {
                Some(ToldAlready(page)) => failure_with(&problem, page.clone()),
                None => self.failure(&problem, arrival),
            };
            if let Some(allow) = response.headers().get(ALLOW) {
                failure.headers_mut().insert(ALLOW, allow.clone());
            }
            return failure;
        }
        let is_read = matches!(asked.method, Method::GET | Method::HEAD);
        if !is_whole(&response) || !is_read || response.status() != StatusCode::OK {
            return response.map(AnswerBody::streamed);
        }
        let (mut parts, body) = response.into_parts();
        let witness = parts.extensions.remove::<Witness>();
        if arrival.area == Area::Api {
            parts.headers.append(VARY, HeaderValue::from_static("accept-language"));
        }
        match body.collect().await {
            Ok(body) => {
                let stored = Stored::new(parts.status, parts.headers, body.to_bytes(), Effort::Once);
                stored.witnessed_by(witness).respond(&asked.method, &asked.headers, &arrival.id)
            }
            Err(error) => self.failure(&Problem::internal(error), arrival),
        }
    }
}

/// Whether an answer is one for everybody that fits into memory. A cookie is somebody's.
fn is_storable(response: &Response<Body>) -> bool {
    KEPT_STATUSES.contains(&response.status()) && is_whole(response) && !response.headers().contains_key(SET_COOKIE)
}

/// Whether the body is at hand and of a size that memory takes.
fn is_whole(response: &Response<Body>) -> bool {
    response.body().size_hint().exact().is_some_and(|size| size <= BODY_BYTES_MAX)
}
