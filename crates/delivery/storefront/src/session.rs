//! Who looks at a page, and whose cart they have.

use std::time::Duration;

use axum::response::{IntoResponse as _, Response};
use cholon_cart::{GuestToken, Owner};
use cholon_identity::model::{AccountKind, Caller};
use cholon_identity::{IdentityError, Visitor};
use cholon_webkit::{ClientInfo, Code, Cookies, NewCookie, Problem, redirect};
use http::header::SET_COOKIE;
use http::{HeaderValue, StatusCode};

use crate::links;
use crate::visit::Visit;

/// The cookie of somebody who is logged in.
pub(crate) const SESSION_COOKIE: &str = "phien";
/// The cookie of a guest's cart.
pub(crate) const GUEST_COOKIE: &str = "gio";
/// The cookie that tells scripts how many pieces the cart holds; no secret.
pub(crate) const COUNT_COOKIE: &str = "cart_count";
/// The cookie of a browser that is away at a provider.
pub(crate) const STATE_COOKIE: &str = "di";
/// How long a browser keeps the cookies of sessions and carts: as long as these live without being used.
pub(crate) const COOKIE_LIFETIME: Duration = Duration::from_hours(30 * 24);
/// How long the one of a browser that is away.
pub(crate) const STATE_LIFETIME: Duration = Duration::from_mins(10);

impl Visit {
    /// Who is logged in; nobody is when the session has ended.
    pub(crate) async fn visitor(&self, cookies: &Cookies) -> Result<Option<Visitor>, Problem> {
        let Some(cookie) = cookies.get(SESSION_COOKIE) else { return Ok(None) };
        let visitor = self.front.from.shopping.identity.visitor(cookie).await.map_err(identity_problem)?;
        Ok(visitor.filter(|visitor| visitor.kind == AccountKind::Customer))
    }

    /// Who is logged in, or the way to the log-in and back to `path`, the Vietnamese one.
    pub(crate) async fn account(&self, cookies: &Cookies, path: &str) -> Result<Visitor, Response> {
        match self.visitor(cookies).await {
            Ok(Some(visitor)) => Ok(visitor),
            Ok(None) => {
                let next = links::localized(self.locale, path);
                let log_in = links::with_query(&links::localized(self.locale, "/dang-nhap"), &[("next", &next)]);
                Err(redirect(StatusCode::SEE_OTHER, &log_in))
            }
            Err(problem) => Err(problem.into_response()),
        }
    }

    /// Whose cart the request is about: the customer's, else that of the guest's cookie; `None` for a new guest.
    pub(crate) async fn owner(&self, cookies: &Cookies) -> Result<(Option<Owner>, Option<Visitor>), Problem> {
        let visitor = self.visitor(cookies).await?;
        let owner = visitor.as_ref().map(|visitor| Owner::Customer(visitor.account));
        Ok((owner.or_else(|| guest(cookies).map(Owner::Guest)), visitor))
    }

    /// A cookie of this shop.
    pub(crate) fn cookie(&self, name: &str, value: &str, lifetime: Duration) -> HeaderValue {
        let is_https = self.front.shop.public_url.starts_with("https://");
        let is_readable = name == COUNT_COOKIE;
        NewCookie { name, value, path: "/", lifetime: Some(lifetime), is_readable, is_https }.header()
    }
}

/// The guest's cart that the browser has.
pub(crate) fn guest(cookies: &Cookies) -> Option<GuestToken> {
    GuestToken::parse(cookies.get(GUEST_COOKIE)?)
}

/// Where a request comes from, for identity.
pub(crate) fn caller(client: &ClientInfo) -> Caller {
    Caller::new(client.address.to_string(), &client.user_agent)
}

/// A redirect with cookies.
pub(crate) fn redirect_with(location: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    with_cookies(redirect(StatusCode::SEE_OTHER, location), cookies)
}

/// An answer with cookies.
pub(crate) fn with_cookies(mut response: Response, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Refuses a private form that was not drawn for this session.
pub(crate) fn check_form(visitor: &Visitor, csrf: &str) -> Result<(), Problem> {
    if visitor.is_own_form(csrf) { Ok(()) } else { Err(Problem::new(Code::ForeignForm)) }
}

/// The problem behind an error of identity that no form can tell of.
pub(crate) fn identity_problem(error: IdentityError) -> Problem {
    match error {
        IdentityError::NotFound(_) => Problem::not_found(),
        IdentityError::NotLoggedIn => Problem::new(Code::Unauthorized),
        IdentityError::LogInRefused => Problem::new(Code::LogInRefused),
        IdentityError::TooManyFailures { retry_after } | IdentityError::CodesTooOften { retry_after } => {
            Problem::new(Code::RateLimited).with_retry_after(retry_after)
        }
        IdentityError::ProviderDown { retry_after } => Problem::new(Code::ProviderDown).with_retry_after(retry_after),
        IdentityError::CodeRefused { .. } => Problem::new(Code::CodeRefused),
        IdentityError::Crypto(cholon_crypto::CryptoError::Overloaded) => Problem::new(Code::Overloaded),
        IdentityError::Database(_) => Problem::unavailable(error),
        other => Problem::internal(other),
    }
}
