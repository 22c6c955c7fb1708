//! Reading a query string strictly: every parameter is known, appears as often as it may, and is what the document says.
//!
//! A misspelt filter that was silently ignored would show the wrong products; so anything unexpected is a fault, and
//! all faults of a request are reported together.

mod decode;
mod fault;
mod value;

use std::ops::RangeInclusive;
use std::str::FromStr;

use cholon_webkit::Problem;

pub(crate) use fault::{Fault, Wrong};
pub(crate) use value::{ProductIdText, ShapeError, Slug, SpecFilter, SpecFilterText, UnderstoodToken};

/// The longest query string that is read, in bytes; room for every parameter at its longest, percent-encoded.
const QUERY_LENGTH_MAX: usize = 16_384;
/// The most `name=value` pairs of one query string.
const PAIRS_MAX: usize = 100;
/// The most faults that one answer lists.
const FAULTS_MAX: usize = 20;

/// A query string on its way to typed parameters: each reader takes its pairs out, and what is left is unknown.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Query {
    /// Takes a query string apart.
    pub(crate) fn parse(raw: Option<&str>) -> Self {
        let raw = raw.unwrap_or_default();
        let mut query = Self::default();
        let pieces = || raw.split('&').filter(|piece| !piece.is_empty());
        if raw.len() > QUERY_LENGTH_MAX || pieces().count() > PAIRS_MAX {
            query.fault("query", Wrong::TooMuch);
            return query;
        }
        for piece in pieces() {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            match (decode::component(name), decode::component(value)) {
                (Some(name), Some(value)) => query.pairs.push((name, value)),
                (Some(name), None) => query.fault(&name, Wrong::Encoding),
                (None, _) => query.fault("query", Wrong::Encoding),
            }
        }
        query
    }

    /// A text of at least one and at most `length_max` characters.
    pub(crate) fn text(&mut self, name: &'static str, length_max: usize) -> Option<String> {
        let text = self.one(name)?;
        let length = text.chars().count();
        if length == 0 {
            self.fault(name, Wrong::Empty);
            return None;
        }
        if length > length_max {
            self.fault(name, Wrong::TooLong { max: length_max });
            return None;
        }
        Some(text)
    }

    /// A value that its type knows how to read.
    pub(crate) fn value<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        let value = self.one(name)?.parse().ok();
        if value.is_none() {
            self.fault(name, Wrong::Malformed);
        }
        value
    }

    /// Values that their type knows how to read.
    pub(crate) fn values<T: FromStr>(&mut self, name: &'static str, count_max: usize) -> Vec<T> {
        let texts = self.many(name, count_max);
        let values: Vec<T> = texts.iter().filter_map(|text| text.parse().ok()).collect();
        if values.len() < texts.len() {
            self.fault(name, Wrong::Malformed);
        }
        values
    }

    /// Values in one parameter, separated by commas; at least one of them.
    pub(crate) fn list<T: FromStr>(&mut self, name: &'static str, count_max: usize) -> Vec<T> {
        let Some(text) = self.one(name) else {
            self.fault_unless_reported(name, Wrong::Missing);
            return Vec::new();
        };
        let pieces: Vec<&str> = text.split(',').collect();
        if pieces.len() > count_max {
            self.fault(name, Wrong::TooMany { max: count_max });
            return Vec::new();
        }
        let values: Vec<T> = pieces.iter().filter_map(|piece| piece.parse().ok()).collect();
        if values.len() < pieces.len() {
            self.fault(name, Wrong::Malformed);
        }
        values
    }

    /// A whole number within `range`, in plain digits.
    pub(crate) fn number(&mut self, name: &'static str, range: RangeInclusive<u64>) -> Option<u64> {
        let text = self.one(name)?;
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && range.contains(number));
        if number.is_none() {
            self.fault(name, Wrong::OutOfRange { min: *range.start(), max: *range.end() });
        }
        number
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, name: &'static str) -> Option<bool> {
        match self.one(name)?.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.fault(name, Wrong::NotAFlag);
                None
            }
        }
    }

    /// Reports that a parameter which must be there is not.
    pub(crate) fn require<T>(&mut self, name: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.fault_unless_reported(name, Wrong::Missing);
        }
        value
    }

    /// Ends the reading: what was not taken is unknown.
    pub(crate) fn finish(mut self) -> Result<(), Problem> {
        for (name, _) in std::mem::take(&mut self.pairs) {
            self.fault_unless_reported(&name, Wrong::Unknown);
        }
        self.faults.truncate(FAULTS_MAX);
        if self.faults.is_empty() { Ok(()) } else { Err(fault::problem(self.faults)) }
    }

    fn one(&mut self, name: &'static str) -> Option<String> {
        let mut values = self.take(name);
        if values.len() > 1 {
            self.fault(name, Wrong::Repeated);
            return None;
        }
        values.pop()
    }

    fn many(&mut self, name: &'static str, count_max: usize) -> Vec<String> {
        let values = self.take(name);
        if values.len() > count_max {
            self.fault(name, Wrong::TooMany { max: count_max });
            return Vec::new();
        }
        values
    }

    fn take(&mut self, name: &str) -> Vec<String> {
        let (taken, left) = std::mem::take(&mut self.pairs).into_iter().partition(|(key, _)| key == name);
        self.pairs = left;
        let taken: Vec<(String, String)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    fn fault(&mut self, field: &str, wrong: Wrong) {
        self.faults.push(Fault::new(field, wrong));
    }

    fn fault_unless_reported(&mut self, field: &str, wrong: Wrong) {
        if !self.faults.iter().any(|fault| fault.concerns(field)) {
            self.fault(field, wrong);
        }
    }
}
