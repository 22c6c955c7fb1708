//! Paths of pages in both languages: English twins live under `/en` with the same path.

use cholon_kernel::Locale;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the letters that RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What stands before every path of a language.
#[must_use]
pub(crate) const fn base(locale: Locale) -> &'static str {
    match locale {
        Locale::Vi => "",
        Locale::En => "/en",
    }
}

/// The path of a page in a language; `path` is the Vietnamese one.
#[must_use]
pub(crate) fn localized(locale: Locale, path: &str) -> String {
    match (locale, path) {
        (Locale::En, "/") => "/en".to_owned(),
        _ => format!("{}{path}", base(locale)),
    }
}

/// A path with a query; without a question mark when there are no pairs.
#[must_use]
pub(crate) fn with_query<K: AsRef<str>, V: AsRef<str>>(path: &str, pairs: &[(K, V)]) -> String {
    let mut link = path.to_owned();
    for (index, (key, value)) in pairs.iter().enumerate() {
        link.push(if index == 0 { '?' } else { '&' });
        link.push_str(key.as_ref());
        link.push('=');
        link.push_str(&escape(value.as_ref()));
    }
    link
}

/// A text as one part of a path or query.
#[must_use]
pub(crate) fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_twins_live_under_en() {
        assert_eq!(localized(Locale::Vi, "/"), "/");
        assert_eq!(localized(Locale::En, "/"), "/en");
        assert_eq!(localized(Locale::En, "/so-sanh"), "/en/so-sanh");
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(
            with_query("/tim-kiem", &[("q", "tủ & \"lạnh\"")]),
            "/tim-kiem?q=t%E1%BB%A7%20%26%20%22l%E1%BA%A1nh%22"
        );
        assert_eq!(with_query::<&str, &str>("/a", &[]), "/a");
    }
}
