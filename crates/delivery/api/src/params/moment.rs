//! Moments and days in a query.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::query::ShapeError;

/// A moment, as RFC 3339 writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl FromStr for Moment {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        // Years have four digits there; the reader takes signed ones with six as well.
        if !text.starts_with(|letter: char| letter.is_ascii_digit()) {
            return Err(ShapeError);
        }
        text.parse().map(Self).map_err(|_malformed| ShapeError)
    }
}

/// A day of the calendar: `2026-11-26`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) Date);

impl FromStr for Day {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let day: Date = text.parse().map_err(|_malformed| ShapeError)?;
        // The reader of dates takes more forms than the document names.
        if day.year() >= 0 && day.to_string() == text { Ok(Self(day)) } else { Err(ShapeError) }
    }
}
