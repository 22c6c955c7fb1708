//! The cookies of the back office: who works there, in which light, and a token for forms before a log-in.

use std::time::Duration;

use axum::response::Response;
use cholon_webkit::{Cookies, NewCookie, OFFICE_LANGUAGE_COOKIE, OFFICE_PREFIX};
use http::HeaderValue;
use http::header::SET_COOKIE;

use crate::BackOffice;

/// The cookie of a session of staff; a shopper's has another name, so both can be logged in side by side.
pub(crate) const SESSION_COOKIE: &str = "quan-tri";
/// The cookie whose value forms repeat while nobody is logged in.
pub(crate) const FORM_COOKIE: &str = "quan-tri-don";
/// The cookie with how light the pages are.
pub(crate) const THEME_COOKIE: &str = "quan-tri-giao-dien";
/// How long a browser remembers language and light.
const TASTE_LIFETIME: Duration = Duration::from_hours(365 * 24);
/// How long a log-in form may stay open.
const FORM_LIFETIME: Duration = Duration::from_hours(12);

/// How light the pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the device prefers.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them in the order of their switch.
    pub(crate) const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Auto];

    /// The stable name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with a name; an unknown one follows the device.
    pub(crate) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }

    /// What a browser chose.
    pub(crate) fn of(cookies: &Cookies) -> Self {
        cookies.get(THEME_COOKIE).map(Self::named).unwrap_or_default()
    }
}

impl BackOffice {
    /// The cookie of a session; empty takes it away. It lives until the browser is closed, or the session is over.
    pub(crate) fn session_cookie(&self, token: &str) -> HeaderValue {
        self.cookie(SESSION_COOKIE, token, None)
    }

    /// The cookie that forms repeat before a log-in.
    pub(crate) fn form_cookie(&self, token: &str) -> HeaderValue {
        self.cookie(FORM_COOKIE, token, Some(FORM_LIFETIME))
    }

    /// The cookie that remembers how light the pages are.
    pub(crate) fn theme_cookie(&self, theme: Theme) -> HeaderValue {
        self.cookie(THEME_COOKIE, theme.name(), Some(TASTE_LIFETIME))
    }

    /// The cookie that remembers the language.
    pub(crate) fn language_cookie(&self, tag: &str) -> HeaderValue {
        self.cookie(OFFICE_LANGUAGE_COOKIE, tag, Some(TASTE_LIFETIME))
    }

    fn cookie(&self, name: &str, value: &str, lifetime: Option<Duration>) -> HeaderValue {
        let is_https = self.info.public_url.starts_with("https://");
        NewCookie { name, value, path: OFFICE_PREFIX, lifetime, is_readable: false, is_https }.header()
    }
}

/// An answer with cookies.
pub(crate) fn with_cookies(mut response: Response, cookies: impl IntoIterator<Item = HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
