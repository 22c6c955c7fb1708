//! The address under which an answer is kept: path and query without what no handler reads.

use std::borrow::Cow;

use cholon_kernel::Locale;
use http::Uri;
use http::uri::PathAndQuery;

/// Queries above this length are answered and not kept: nobody asks for them twice.
const QUERY_KEPT_LENGTH_MAX: usize = 512;

/// Parameters that advertisers and mail programs add; no handler reads them, and the router never sees them.
const TRACKING_PREFIXES: [&str; 4] = ["utm_", "mc_", "_ga", "pk_"];
const TRACKING_NAMES: [&str; 12] = [
    "fbclid",
    "gclid",
    "gbraid",
    "wbraid",
    "dclid",
    "gad_source",
    "msclkid",
    "yclid",
    "ttclid",
    "zarsrc",
    "zanpid",
    "igshid",
];

/// The address of an answer.
#[derive(Debug)]
pub(crate) struct Address<'a> {
    /// The key under which it is kept; `None` when it is not to be kept.
    pub(crate) key: Option<Cow<'a, str>>,
    /// Path and query without tracking parameters, if there were any.
    pub(crate) cleaned: Option<String>,
}

impl<'a> Address<'a> {
    /// The address of a request. Answers of the API differ by language, so theirs is part of the key.
    pub(crate) fn of(uri: &'a Uri, api_locale: Option<Locale>) -> Self {
        let whole = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let (cleaned, query_length) = match uri.query() {
            None => (None, 0),
            Some(query) => (cleaned(uri.path(), query), query.len()),
        };
        if query_length > QUERY_KEPT_LENGTH_MAX {
            return Self { key: None, cleaned };
        }
        let path = match (&cleaned, api_locale) {
            (None, None | Some(Locale::Vi)) => Cow::Borrowed(whole),
            (Some(cleaned), None | Some(Locale::Vi)) => Cow::Owned(cleaned.clone()),
            // A path begins with a slash, so no path looks like this.
            (cleaned, Some(locale)) => Cow::Owned(format!("{locale} {}", cleaned.as_deref().unwrap_or(whole))),
        };
        Self { key: Some(path), cleaned }
    }
}

/// The path with what remains of its query; `None` when there is nothing to take out.
fn cleaned(path: &str, query: &str) -> Option<String> {
    if !query.is_empty() && !query.split('&').any(is_tracking) {
        return None;
    }
    let mut cleaned = path.to_owned();
    for (index, pair) in query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).enumerate() {
        cleaned.push(if index == 0 { '?' } else { '&' });
        cleaned.push_str(pair);
    }
    Some(cleaned)
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || TRACKING_NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_does_not_make_an_address() {
        let cases = [
            ("/", Some("/"), None),
            ("/a?", Some("/a"), Some("/a")),
            ("/a?q=1", Some("/a?q=1"), None),
            ("/a?utm_source=x", Some("/a"), Some("/a")),
            ("/a?utm_source=x&q=1&fbclid=y&p=2", Some("/a?q=1&p=2"), Some("/a?q=1&p=2")),
            ("/a?quiet_utm_=1", Some("/a?quiet_utm_=1"), None),
        ];
        for (uri, key, cleaned) in cases {
            let uri: Uri = uri.parse().expect("an address");
            let address = Address::of(&uri, None);
            assert_eq!((address.key.as_deref(), address.cleaned.as_deref()), (key, cleaned), "{uri}");
        }
    }

    #[test]
    fn languages_of_the_api_are_kept_apart_and_long_queries_not_at_all() {
        let uri: Uri = "/v1/brands".parse().expect("an address");
        assert_ne!(Address::of(&uri, Some(Locale::En)).key, Address::of(&uri, Some(Locale::Vi)).key);
        let long: Uri = format!("/tim-kiem?q={}", "x".repeat(600)).parse().expect("an address");
        assert_eq!(Address::of(&long, None).key, None);
    }
}
