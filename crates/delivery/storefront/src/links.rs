//! Paths of pages in both languages: English twins live under `/en` with the same path.

use cholon_kernel::Locale;
pub(crate) use cholon_webkit::with_query;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_twins_live_under_en() {
        assert_eq!(localized(Locale::Vi, "/"), "/");
        assert_eq!(localized(Locale::En, "/"), "/en");
        assert_eq!(localized(Locale::En, "/so-sanh"), "/en/so-sanh");
    }
}
