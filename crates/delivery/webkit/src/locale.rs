//! The language of a request: the shop's pages have it in their address, the back office in a cookie, the API in a
//! header.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use cholon_kernel::Locale;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use http::{HeaderMap, Uri};

use crate::cookies::Cookies;

/// Where the API begins; its language is the caller's, not the address's.
pub(crate) const API_PREFIX: &str = "/v1";
/// Where the back office begins; its language is that of whoever works there.
pub const OFFICE_PREFIX: &str = "/admin";
/// The cookie with the language of the back office: a tag.
pub const OFFICE_LANGUAGE_COOKIE: &str = "quan-tri-ngon-ngu";
/// Where the English pages begin.
const ENGLISH_PREFIX: &str = "/en";

/// Extracts the language of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestLocale(pub Locale);

impl<S: Sync> FromRequestParts<S> for RequestLocale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(locale_of(&parts.uri, &parts.headers)))
    }
}

/// The language of a request.
pub(crate) fn locale_of(uri: &Uri, headers: &HeaderMap) -> Locale {
    if is_below(uri.path(), API_PREFIX) {
        return negotiated(headers);
    }
    if is_below(uri.path(), OFFICE_PREFIX) {
        let chosen = Cookies::of(headers).get(OFFICE_LANGUAGE_COOKIE).and_then(|tag| tag.parse().ok());
        return chosen.unwrap_or_else(|| negotiated(headers));
    }
    if is_below(uri.path(), ENGLISH_PREFIX) { Locale::En } else { Locale::Vi }
}

/// The language that the caller prefers.
fn negotiated(headers: &HeaderMap) -> Locale {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(Locale::negotiate).unwrap_or_default()
}

/// Whether `path` is `prefix` or a path below it.
#[must_use]
pub fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_it_in_the_address_and_the_api_in_a_header() {
        let cases = [
            ("/", "en", Locale::Vi),
            ("/en", "vi", Locale::En),
            ("/en/dien-thoai", "vi", Locale::En),
            ("/english-books", "en", Locale::Vi),
            ("/v1/products", "en", Locale::En),
            ("/v1", "", Locale::Vi),
        ];
        for (path, header, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().expect("a header"));
            assert_eq!(locale_of(&path.parse().expect("a path"), &headers), expected, "{path} {header}");
        }
    }
}
