//! Moments and days in a query, within the years that clocks and calendars of the shop know.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::query::ShapeError;

/// The first year that is taken.
const YEAR_MIN: i16 = 1970;

/// A moment, as RFC 3339 writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl FromStr for Moment {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let moment: Timestamp = text.parse().map_err(|_malformed| ShapeError)?;
        if moment >= Timestamp::UNIX_EPOCH { Ok(Self(moment)) } else { Err(ShapeError) }
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
        if day.year() >= YEAR_MIN && day.to_string() == text { Ok(Self(day)) } else { Err(ShapeError) }
    }
}
