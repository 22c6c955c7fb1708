//! The guard at every address: who is it, may they, and what every answer of the back office carries.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use cholon_identity::model::{AccountKind, Permission};
use cholon_identity::{SecondFactor, Visitor};
use cholon_webkit::{Access, Cookies, Problem, RequestName, ToldAlready, redirect, with_query};
use http::header::CACHE_CONTROL;
use http::{HeaderName, HeaderValue, Method, StatusCode};

use crate::BackOffice;
use crate::access::Allowed;
use crate::cookies::{SESSION_COOKIE, with_cookies};
use crate::desk::Desk;
use crate::problem::identity_problem;
use crate::view::paths;

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
const NOBODY_LISTS: HeaderValue = HeaderValue::from_static("noindex, nofollow");

/// What stands guard: the office, and who may pass here.
#[derive(Clone)]
pub(crate) struct Post {
    pub(crate) office: BackOffice,
    pub(crate) access: Allowed,
}

/// Who passed the guard; nobody is on pages for anybody.
#[derive(Clone)]
pub(crate) struct Passed(pub(crate) Option<Visitor>);

/// Lets through who may pass and sends everybody else where they belong.
pub(crate) async fn guard(State(post): State<Post>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(cookies) = Cookies::from_request_parts(&mut parts, &()).await;
    let Ok(RequestName(name)) = RequestName::from_request_parts(&mut parts, &()).await;
    let visitor = match post.office.visitor(&cookies).await {
        Ok(visitor) => visitor,
        Err(problem) => return sealed(problem.into_response()),
    };
    parts.extensions.insert(Passed(visitor.clone()));
    let desk = Desk::from_request_parts(&mut parts, &post.office).await;
    let path = parts.uri.path_and_query().map_or("", |whole| whole.as_str()).to_owned();
    let response = match turned_away(&post, visitor.as_ref(), &cookies, &parts.method, &path) {
        Some(Refusal::To(response)) => response,
        Some(Refusal::Forbidden(permission)) => match &desk {
            Ok(desk) => desk.forbidden(permission),
            Err(_) => StatusCode::FORBIDDEN.into_response(),
        },
        None => next.run(Request::from_parts(parts, body)).await,
    };
    sealed(told(response, desk.as_ref().ok(), &name))
}

enum Refusal {
    /// Somewhere else first.
    To(Response),
    /// Without this permission not at all.
    Forbidden(Permission),
}

/// Where somebody is sent who may not pass; `None` when they may.
fn turned_away(
    post: &Post,
    visitor: Option<&Visitor>,
    cookies: &Cookies,
    method: &Method,
    path: &str,
) -> Option<Refusal> {
    if post.access == Access::Public {
        return None;
    }
    // What was sent is lost at the log-in: behind it work starts anew.
    let next = if method.is_safe() { path } else { paths::HOME };
    let Some(visitor) = visitor else {
        let had_session = cookies.get(SESSION_COOKIE).is_some();
        return Some(Refusal::To(post.office.to_log_in(next, had_session)));
    };
    let is_half_way = matches!(visitor.second_factor, SecondFactor::ToGive | SecondFactor::ToSetUp);
    match post.access {
        Access::Public | Access::HalfWay => None,
        _ if is_half_way => {
            let location = with_query(paths::SECOND_FACTOR, &[("next", next)]);
            Some(Refusal::To(redirect(StatusCode::SEE_OTHER, &location)))
        }
        Access::Entered => None,
        Access::Needs(permission) => (!visitor.may(permission)).then_some(Refusal::Forbidden(permission)),
    }
}

/// A problem is told in the frame that its visitor knows.
fn told(mut response: Response, desk: Option<&Desk>, request: &str) -> Response {
    let page = Problem::of(&response).and_then(|problem| desk?.error_page(&problem, request));
    if let Some(page) = page {
        response.extensions_mut().insert(ToldAlready(page));
    }
    response
}

/// Nobody keeps an answer of the back office, and nobody lists it.
fn sealed(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    response.headers_mut().insert(ROBOTS, NOBODY_LISTS);
    response
}

impl BackOffice {
    /// Who of staff is logged in; nobody is when the session has ended, or is a shopper's.
    pub(crate) async fn visitor(&self, cookies: &Cookies) -> Result<Option<Visitor>, Problem> {
        let Some(cookie) = cookies.get(SESSION_COOKIE) else { return Ok(None) };
        let visitor = self.from.identity.visitor(cookie).await.map_err(identity_problem)?;
        Ok(visitor.filter(|visitor| visitor.kind == AccountKind::Staff))
    }

    /// The way to the log-in and back to `next`. A cookie that opens nothing any more is taken away.
    fn to_log_in(&self, next: &str, had_session: bool) -> Response {
        let news = if had_session { "admin-log-in-ended" } else { "admin-log-in-needed" };
        let location = with_query(paths::LOG_IN, &[("next", next), ("xong", news)]);
        let response = redirect(StatusCode::SEE_OTHER, &location);
        with_cookies(response, had_session.then(|| self.session_cookie("")))
    }
}
