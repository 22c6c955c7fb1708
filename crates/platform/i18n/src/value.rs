//! What a text can be given: numbers, which choose plural forms and are grouped, and words.

use std::borrow::Cow;

use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;

/// An argument of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// A whole number; shown in groups of three as the language writes them.
    Number(i64),
    /// Words, taken as they are.
    Text(Cow<'a, str>),
}

/// Implements the conversion of whole numbers; those beyond 64 signed bits are shown as the largest.
macro_rules! value_from_integer {
    ($($integer:ty),+) => {
        $(impl From<$integer> for Value<'_> {
            fn from(number: $integer) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })+
    };
}

value_from_integer!(i32, i64, u8, u16, u32, u64, usize);

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> Value<'a> {
    /// The value as Fluent takes it.
    #[expect(clippy::cast_precision_loss, reason = "plural rules look at small numbers; counts stay far below 2^53")]
    pub(crate) fn to_fluent(&self) -> FluentValue<'a> {
        match self {
            Self::Number(number) => FluentValue::Number(FluentNumber::from(*number as f64)),
            Self::Text(text) => FluentValue::String(text.clone()),
        }
    }
}

/// Digits in groups of three with the mark between them.
pub(crate) fn grouped(number: i64, mark: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1.000"), (-1_234_567, "-1.234.567")];
        for (number, text) in cases {
            assert_eq!(grouped(number, '.'), text);
        }
    }
}
