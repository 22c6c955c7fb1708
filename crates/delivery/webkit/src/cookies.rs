//! Cookies: reading those of a request, writing those of an answer.

use axum::extract::FromRequestParts;
use http::header::COOKIE;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::time::Duration;

/// The cookies of a request.
#[derive(Clone, Default)]
pub struct Cookies(HeaderMap);

impl std::fmt::Debug for Cookies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cookies")
    }
}

impl Cookies {
    /// The cookies among these headers.
    #[must_use]
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(COOKIE).iter().map(|line| (COOKIE, line.clone()));
        let mut own = HeaderMap::new();
        for (name, line) in lines {
            own.append(name, line);
        }
        Self(own)
    }

    /// The value of a cookie.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let lines = self.0.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl<S: Sync> FromRequestParts<S> for Cookies {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// A cookie to be set: sent along when somebody follows a link to it and with nothing else that
/// comes from elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct NewCookie<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value, of letters that need no quoting; empty takes the cookie away.
    pub value: &'a str,
    /// The part of the shop it is for: `/` for all of it.
    pub path: &'a str,
    /// How long the browser keeps it; without, until it is closed.
    pub lifetime: Option<Duration>,
    /// Whether scripts of the pages may read it: only for what is no secret.
    pub is_readable: bool,
    /// Whether the shop is reached over TLS, so that the cookie must never travel without.
    pub is_https: bool,
}

impl NewCookie<'_> {
    /// The value of the header `Set-Cookie`.
    #[must_use]
    pub fn header(&self) -> HeaderValue {
        let mut text = format!("{}={}; Path={}; SameSite=Lax", self.name, self.value, self.path);
        let lifetime = if self.value.is_empty() { Some(Duration::ZERO) } else { self.lifetime };
        if let Some(lifetime) = lifetime {
            let written = write!(text, "; Max-Age={}", lifetime.as_secs());
            debug_assert!(written.is_ok(), "a string takes every text");
        }
        if !self.is_readable {
            text.push_str("; HttpOnly");
        }
        if self.is_https {
            text.push_str("; Secure");
        }
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=1; session=abc".parse().expect("a header"));
        headers.append(COOKIE, "b=2".parse().expect("a header"));
        let cookies = Cookies(headers);
        assert_eq!((cookies.get("session"), cookies.get("b"), cookies.get("sess")), (Some("abc"), Some("2"), None));
    }

    #[test]
    fn a_secret_is_out_of_reach_of_scripts_and_never_travels_in_clear() {
        let cookie =
            NewCookie { name: "session", value: "abc", path: "/", lifetime: None, is_readable: false, is_https: true };
        assert_eq!(cookie.header(), "session=abc; Path=/; SameSite=Lax; HttpOnly; Secure");
        let gone = NewCookie { value: "", path: "/admin", is_https: false, ..cookie };
        assert_eq!(gone.header(), "session=; Path=/admin; SameSite=Lax; Max-Age=0; HttpOnly");
    }
}
