//! The languages that every text exists in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the interface. Vietnamese is the first language of every shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Locale {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The BCP 47 tag, as in `lang="vi"`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The Open Graph form, as in `og:locale`.
    #[must_use]
    pub const fn open_graph(self) -> &'static str {
        match self {
            Self::Vi => "vi_VN",
            Self::En => "en_US",
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4).
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (Self::Vi, 0_u32);
        for part in accept_language.split(',').take(ACCEPTED_LANGUAGES_MAX) {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let Some(locale) = tag.split('-').next().and_then(|primary| primary.parse().ok()) else { continue };
            let weight = pieces.find_map(parse_weight).unwrap_or(1000);
            if weight > best.1 {
                best = (locale, weight);
            }
        }
        best.0
    }
}

/// Entries of an `Accept-Language` header that are looked at.
const ACCEPTED_LANGUAGES_MAX: usize = 16;

/// A weight such as `q=0.8` in thousandths.
fn parse_weight(piece: &str) -> Option<u32> {
    let digits = piece.trim().strip_prefix("q=")?;
    if let Some(fraction) = digits.strip_prefix("0.") {
        let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
        return padded.parse().ok();
    }
    Some(if digits.starts_with('1') { 1000 } else { 0 })
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The text is not one of our languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("language is not one of vi, en")]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(text)).ok_or(UnknownLocale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins() {
        let cases = [
            ("", Locale::Vi),
            ("en", Locale::En),
            ("en-GB,vi;q=0.9", Locale::En),
            ("fr, vi;q=0.3, en;q=0.25", Locale::Vi),
            ("en;q=0", Locale::Vi),
            ("de", Locale::Vi),
        ];
        for (header, expected) in cases {
            assert_eq!(Locale::negotiate(header), expected, "{header}");
        }
    }
}
