//! Texts with a shape: slugs, spec filters and identifiers.

use std::str::FromStr;

use cholon_kernel::ProductId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The longest slug that the catalogue can hold.
const SLUG_LENGTH_MAX: usize = 160;
/// The longest spec filter: two slugs and a colon.
const SPEC_FILTER_LENGTH_MAX: usize = 321;
/// The longest token of an understood part.
const TOKEN_LENGTH_MAX: usize = 100;
/// Length of an identifier in its hyphenated form, the only one that is read.
const ID_LENGTH: usize = 36;

/// The text has not the shape it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("text has not the shape it needs")]
pub(crate) struct ShapeError;

/// A URL part: lower-case ASCII letters and digits in groups joined by single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", min_length = 1, max_length = 160, example = "dien-thoai")]
pub(crate) struct Slug(String);

impl Slug {
    /// The slug as text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let fits = text.len() <= SLUG_LENGTH_MAX && has_slug_shape(text);
        if fits { Ok(Self(text.to_owned())) } else { Err(ShapeError) }
    }
}

/// A filter by a spec: the slug of the spec, a colon, the slug of the value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SpecFilter {
    /// The slug of the spec.
    pub(crate) key: String,
    /// The slug of the value.
    pub(crate) value: String,
}

impl FromStr for SpecFilter {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let (key, value) = text.split_once(':').ok_or(ShapeError)?;
        let fits = text.len() <= SPEC_FILTER_LENGTH_MAX && has_slug_shape(key) && has_slug_shape(value);
        if fits { Ok(Self { key: key.to_owned(), value: value.to_owned() }) } else { Err(ShapeError) }
    }
}

/// A spec and a value of it: two slugs with a colon between them.
#[derive(Serialize, ToSchema)]
#[schema(
    pattern = "^[a-z0-9]+(-[a-z0-9]+)*:[a-z0-9]+(-[a-z0-9]+)*$",
    min_length = 3,
    max_length = 321,
    example = "ram:8-gb"
)]
pub(crate) struct SpecFilterText(String);

/// A token that an answer of the search gave for an understood part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(pattern = "^[a-z0-9:._-]+$", min_length = 1, max_length = 100, example = "price")]
pub(crate) struct UnderstoodToken(pub(crate) String);

impl FromStr for UnderstoodToken {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b":._-".contains(&byte);
        let fits = (1..=TOKEN_LENGTH_MAX).contains(&text.len()) && text.bytes().all(is_allowed);
        if fits { Ok(Self(text.to_owned())) } else { Err(ShapeError) }
    }
}

/// A product's identifier in its hyphenated form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ProductIdText(pub(crate) ProductId);

impl FromStr for ProductIdText {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let id = if text.len() == ID_LENGTH { Uuid::try_parse(text).ok() } else { None };
        id.map(|id| Self(id.into())).ok_or(ShapeError)
    }
}

fn has_slug_shape(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split('-').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_words_joined_by_single_hyphens() {
        for text in ["a", "dien-thoai", "x5-8gb"] {
            assert!(text.parse::<Slug>().is_ok(), "{text}");
        }
        let too_long = "a".repeat(SLUG_LENGTH_MAX + 1);
        for text in ["", "-a", "a-", "a--b", "A", "điện", "a b", "a\n", "a\0", too_long.as_str()] {
            assert!(text.parse::<Slug>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_spec_filter_is_two_slugs_around_one_colon() {
        assert!("ram:8-gb".parse::<SpecFilter>().is_ok());
        for text in ["ram", "ram:", ":8-gb", "ram:8:gb", "RAM:8-gb"] {
            assert!(text.parse::<SpecFilter>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn only_the_hyphenated_form_is_an_id() {
        assert!("01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44".parse::<ProductIdText>().is_ok());
        for text in ["01939f6e7a4e7c539c1b2f6f2a9d1e44", "{01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44}", ""] {
            assert!(text.parse::<ProductIdText>().is_err(), "{text:?}");
        }
    }
}
