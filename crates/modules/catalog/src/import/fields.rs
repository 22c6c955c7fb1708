//! Values of one row, taken out by name and type; what does not fit becomes an error with its column.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use cholon_kernel::text::compose;
use serde_json::Value;

use super::cell::Cell;
use super::row_error::{RowError, RowErrorCode};

/// Entries of a list or map in one value.
pub(crate) const ENTRIES_MAX: usize = 300;
/// Letters of a short text such as a name of a spec.
pub(crate) const SHORT_TEXT_MAX: usize = 2_000;

/// A value that can be absent (leave as it is), empty (clear) or there.
pub(crate) type Patch<T> = Option<Option<T>>;

/// The values of one row that nobody took yet.
pub(crate) struct Fields<'a> {
    row: u32,
    cells: HashMap<String, Cell>,
    errors: &'a mut Vec<RowError>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(row: u32, cells: HashMap<String, Cell>, errors: &'a mut Vec<RowError>) -> Self {
        Self { row, cells, errors }
    }

    pub(crate) fn refuse(&mut self, column: &str, code: RowErrorCode, value: &str) {
        self.errors.push(RowError::new(self.row, column, code, value));
    }

    /// Whether a value of the column was refused already.
    pub(crate) fn is_refused(&self, column: &str) -> bool {
        self.errors.iter().any(|error| error.column == column)
    }

    /// The raw value, if the row has the column.
    pub(crate) fn take(&mut self, column: &str) -> Option<Cell> {
        self.cells.remove(column)
    }

    /// Columns that nobody took.
    pub(crate) fn rest(self) -> impl Iterator<Item = String> {
        self.cells.into_keys()
    }

    /// A text in normal form of at most `length_max` letters.
    pub(crate) fn text(&mut self, column: &str, length_max: usize) -> Patch<String> {
        let cell = self.take(column)?;
        match scalar_text(&cell) {
            None => Some(self.refused(column, RowErrorCode::Malformed, "")),
            Some(text) => Some(self.clean(column, &text, length_max)),
        }
    }

    fn refused<T>(&mut self, column: &str, code: RowErrorCode, value: &str) -> Option<T> {
        self.refuse(column, code, value);
        None
    }

    /// Text in normal form: composed, trimmed, line ends as `\n`. Control characters, which crawled names do hold,
    /// are left out: no page, spreadsheet or database shows them.
    pub(crate) fn clean(&mut self, column: &str, text: &str, length_max: usize) -> Option<String> {
        let composed = if text.is_ascii() { text.to_owned() } else { compose(text) };
        let visible = if composed.contains(is_dropped) { without_controls(&composed) } else { composed };
        let trimmed = visible.trim();
        if trimmed.len() > length_max && trimmed.chars().count() > length_max {
            return self.refused(column, RowErrorCode::TooLong, trimmed);
        }
        Some(trimmed.to_owned()).filter(|text| !text.is_empty())
    }

    /// A whole number between `bounds`.
    pub(crate) fn integer(&mut self, column: &str, bounds: (i64, i64)) -> Patch<i64> {
        let text = self.text(column, SHORT_TEXT_MAX)?;
        let Some(text) = text else { return Some(None) };
        let digits: String = text.strip_suffix(".0").unwrap_or(&text).to_owned();
        let Ok(number) = digits.parse::<i64>() else {
            return Some(self.refused(column, RowErrorCode::NotANumber, &text));
        };
        if number < bounds.0 || number > bounds.1 {
            return Some(self.refused(column, RowErrorCode::OutOfRange, &text));
        }
        Some(Some(number))
    }

    /// A yes or no in either language.
    pub(crate) fn boolean(&mut self, column: &str) -> Patch<bool> {
        let text = self.text(column, SHORT_TEXT_MAX)?;
        let Some(text) = text else { return Some(None) };
        match text.to_lowercase().as_str() {
            "true" | "1" | "yes" | "có" | "x" => Some(Some(true)),
            "false" | "0" | "no" | "không" => Some(Some(false)),
            _ => Some(self.refused(column, RowErrorCode::UnknownValue, &text)),
        }
    }

    /// A number with at most two decimals, in hundredths; more decimals are rounded.
    pub(crate) fn hundredths(&mut self, column: &str, max: u16) -> Patch<u16> {
        let text = self.text(column, SHORT_TEXT_MAX)?;
        let Some(text) = text else { return Some(None) };
        match parse_hundredths(&text) {
            None => Some(self.refused(column, RowErrorCode::NotANumber, &text)),
            Some(number) if number > max => Some(self.refused(column, RowErrorCode::OutOfRange, &text)),
            Some(number) => Some(Some(number)),
        }
    }

    /// One of the words of a type.
    pub(crate) fn word<T: for<'de> serde::Deserialize<'de>>(&mut self, column: &str) -> Patch<T> {
        let text = self.text(column, SHORT_TEXT_MAX)?;
        let Some(text) = text else { return Some(None) };
        match serde_json::from_value(Value::String(text.to_lowercase())) {
            Ok(word) => Some(Some(word)),
            Err(_unknown) => Some(self.refused(column, RowErrorCode::UnknownValue, &text)),
        }
    }

    /// A value with a text form of its own.
    pub(crate) fn parsed<T: FromStr>(&mut self, column: &str) -> Patch<T> {
        let text = self.text(column, SHORT_TEXT_MAX)?;
        let Some(text) = text else { return Some(None) };
        match text.parse() {
            Ok(value) => Some(Some(value)),
            Err(_unknown) => Some(self.refused(column, RowErrorCode::Malformed, &text)),
        }
    }

    /// A list or map; in tables it stands as JSON text. Text that does not begin like JSON stays text.
    pub(crate) fn structure(&mut self, column: &str) -> Option<Cell> {
        let cell = self.take(column)?;
        let Cell::Text(text) = &cell else { return Some(cell) };
        if !text.trim_start().starts_with(['[', '{']) {
            return Some(cell);
        }
        match serde_json::from_str(text) {
            Ok(structure) => Some(structure),
            Err(_syntax) => {
                self.refuse(column, RowErrorCode::Malformed, text);
                None
            }
        }
    }

    /// A map of plain values by name; empty values are left out.
    pub(crate) fn map(&mut self, column: &str) -> Option<BTreeMap<String, Value>> {
        let cell = self.structure(column)?;
        if cell.is_empty() {
            return Some(BTreeMap::new());
        }
        let Cell::Map(entries) = cell else {
            self.refuse(column, RowErrorCode::Malformed, "");
            return None;
        };
        if entries.len() > ENTRIES_MAX {
            self.refuse(column, RowErrorCode::TooLong, "");
            return None;
        }
        Some(entries.into_iter().filter_map(|(key, value)| self.map_entry(column, &key, value)).collect())
    }

    fn map_entry(&mut self, column: &str, key: &str, value: Cell) -> Option<(String, Value)> {
        let key = self.clean(column, key, SHORT_TEXT_MAX)?;
        let value = match value {
            Cell::Text(text) => Value::String(self.clean(column, &text, SHORT_TEXT_MAX)?),
            Cell::Null => return None,
            Cell::Bool(_) | Cell::Number(_) => value.into_json(),
            Cell::List(_) | Cell::Map(_) => return self.refused(column, RowErrorCode::Malformed, &key),
        };
        Some((key, value))
    }
}

/// The text of a single value; lists and maps have none.
pub(crate) fn scalar_text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Null => Some(String::new()),
        Cell::Bool(value) => Some(value.to_string()),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Text(text) => Some(text.clone()),
        Cell::List(_) | Cell::Map(_) => None,
    }
}

fn is_dropped(letter: char) -> bool {
    (letter.is_control() && letter != '\n' && letter != '\t') || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

fn without_controls(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|letter| !is_dropped(*letter)).collect()
}

fn parse_hundredths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut digits = fraction.bytes().map(|byte| u16::from(byte - b'0')).chain([0, 0, 0]);
    let mut next = || digits.next().unwrap_or_default();
    let (tens, ones, rest) = (next(), next(), next());
    let hundredths = whole.parse::<u16>().ok()?.checked_mul(100)?.checked_add(tens * 10 + ones)?;
    hundredths.checked_add(u16::from(rest >= 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_are_read_without_floats() {
        for (text, expected) in [
            ("4.7", Some(470)),
            ("5", Some(500)),
            ("4,05", Some(405)),
            ("4.666", Some(467)),
            ("x", None),
            ("4.x", None),
        ] {
            assert_eq!(parse_hundredths(text), expected, "{text}");
        }
    }
}
