//! The numbers in what clients bring for a cart, each in its range.

use cholon_webkit::{Code, Detail, Problem};

use crate::dto::whole::Whole;
use crate::failure::wrong;

/// Pieces that one operation adds or takes away at most.
const PIECES_MAX: i64 = 999;
/// The largest number, time and version that is taken: 2⁵², which every client's numbers hold exactly.
const NUMBER_MAX: i64 = 1 << 52;
/// Pieces that a client can have shown of a line at most.
const SEEN_MAX: i64 = 1_000_000;

/// The number of an operation.
pub(super) fn checked_number(number: Whole) -> Result<u64, Problem> {
    let number = number.within(1..=NUMBER_MAX).and_then(|number| u64::try_from(number).ok());
    number.ok_or_else(|| out_of_range("number", 1, NUMBER_MAX))
}

/// The time of an operation.
pub(super) fn checked_time(at: Whole) -> Result<i64, Problem> {
    at.within(0..=NUMBER_MAX).ok_or_else(|| out_of_range("at", 0, NUMBER_MAX))
}

/// The version that a client had seen.
pub(super) fn checked_version(seen: Option<Whole>) -> Result<Option<i64>, Problem> {
    let checked = |seen: Whole| seen.within(0..=NUMBER_MAX).ok_or_else(|| out_of_range("seenVersion", 0, NUMBER_MAX));
    seen.map(checked).transpose()
}

/// Pieces of a line.
pub(super) fn checked_pieces(pieces: Whole, field: &'static str) -> Result<u32, Problem> {
    let pieces = pieces.within(1..=PIECES_MAX).and_then(|pieces| u32::try_from(pieces).ok());
    pieces.ok_or_else(|| wrong(field, "detail-quantity"))
}

/// Pieces that an operation adds, or takes away where they are negative.
pub(super) fn checked_change(pieces: Option<Whole>) -> Result<i32, Problem> {
    let pieces = pieces.and_then(|pieces| pieces.within(-PIECES_MAX..=PIECES_MAX)).filter(|pieces| *pieces != 0);
    pieces.and_then(|pieces| i32::try_from(pieces).ok()).ok_or_else(|| wrong("quantity", "detail-quantity"))
}

/// Pieces that the client showed.
pub(super) fn checked_seen(seen: Whole) -> Result<u32, Problem> {
    let seen = seen.within(0..=SEEN_MAX).and_then(|seen| u32::try_from(seen).ok());
    seen.ok_or_else(|| out_of_range("seenQuantity", 0, SEEN_MAX))
}

/// The quantity of any operation, also of one that does not look at it.
pub(super) fn checked_quantity(pieces: Option<Whole>) -> Result<(), Problem> {
    let is_allowed = pieces.is_none_or(|pieces| pieces.within(-PIECES_MAX..=PIECES_MAX).is_some());
    if is_allowed { Ok(()) } else { Err(wrong("quantity", "detail-quantity")) }
}

fn out_of_range(field: &'static str, min: i64, max: i64) -> Problem {
    let detail = Detail::new(field, "api-fault-out-of-range", [("min", min), ("max", max)]);
    Problem::new(Code::Validation).with_details(vec![detail])
}
