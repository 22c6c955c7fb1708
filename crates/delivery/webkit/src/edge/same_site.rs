//! Whether a request that changes something was sent by a page of this shop.
//!
//! Pages that everybody shares hold no token (decision 0005), so forms on them are protected by what browsers say of
//! themselves: `Sec-Fetch-Site`, and `Origin` where that is missing. Private forms carry a token besides.

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, HeaderName, Method};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request may change something as far as its origin goes. A client that is no browser sends neither header
/// and holds no cookie that somebody else could make use of.
pub(super) fn is_own(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(&FETCH_SITE), text(&ORIGIN), text(&HOST)) {
        (Some(site), ..) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, Some(_), None) => false,
        (None, None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(pairs: &[(&str, &str)]) -> bool {
        let pair = |(name, value): &(&str, &str)| {
            (HeaderName::from_bytes(name.as_bytes()).expect("a name"), value.parse().expect("a value"))
        };
        is_own(&Method::POST, &pairs.iter().map(pair).collect())
    }

    #[test]
    fn a_form_of_somebody_elses_page_is_refused() {
        assert!(post(&[("sec-fetch-site", "same-origin")]));
        assert!(post(&[("sec-fetch-site", "none")]), "typed by the user");
        assert!(!post(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://shop.example"),
            ("host", "shop.example")
        ]));
        assert!(!post(&[("sec-fetch-site", "same-site")]), "a neighbour under the same domain is somebody else");
        assert!(post(&[("origin", "https://shop.example"), ("host", "shop.example")]));
        assert!(!post(&[("origin", "https://evil.example"), ("host", "shop.example")]));
        assert!(!post(&[("origin", "null"), ("host", "shop.example")]));
        assert!(post(&[("host", "shop.example")]), "no browser");
        assert!(is_own(&Method::GET, &HeaderMap::from_iter([(FETCH_SITE, "cross-site".parse().expect("a value"))])));
    }
}
