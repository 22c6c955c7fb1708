//! What is wrong with a parameter, and how the caller is told.

use cholon_webkit::{Detail, Problem};

/// The longest name of an unknown parameter that is repeated to the caller, in characters.
const FIELD_LENGTH_MAX: usize = 64;

/// A parameter and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    field: String,
    wrong: Wrong,
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It must be there.
    Missing,
    /// There is no such parameter.
    Unknown,
    /// It appears more than once.
    Repeated,
    /// It appears too often, or holds too many values.
    TooMany {
        /// How many are allowed.
        max: usize,
    },
    /// It is empty.
    Empty,
    /// It is too long.
    TooLong {
        /// The most characters.
        max: usize,
    },
    /// It has not the form that the document names.
    Malformed,
    /// It is not a whole number within the bounds.
    OutOfRange {
        /// The lowest value.
        min: u64,
        /// The highest value.
        max: u64,
    },
    /// It is neither `true` nor `false`.
    NotAFlag,
    /// It is not properly percent-encoded UTF-8.
    Encoding,
    /// The query string is longer or has more parts than any proper request.
    TooMuch,
}

impl Fault {
    pub(super) fn new(field: &str, wrong: Wrong) -> Self {
        Self { field: field.chars().take(FIELD_LENGTH_MAX).collect(), wrong }
    }

    pub(super) fn concerns(&self, field: &str) -> bool {
        self.field == field
    }
}

/// The problem that reports all faults of a request.
pub(super) fn problem(faults: Vec<Fault>) -> Problem {
    Problem::bad_request(faults.into_iter().map(detail).collect())
}

fn detail(fault: Fault) -> Detail {
    let (key, arguments) = message(fault.wrong);
    Detail::new(fault.field, key, arguments)
}

/// The message's key and its arguments.
fn message(wrong: Wrong) -> (&'static str, Vec<(&'static str, i64)>) {
    let count = |max: usize| i64::try_from(max).unwrap_or(i64::MAX);
    let bound = |bound: u64| i64::try_from(bound).unwrap_or(i64::MAX);
    match wrong {
        Wrong::Missing => ("api-fault-missing", vec![]),
        Wrong::Unknown => ("api-fault-unknown", vec![]),
        Wrong::Repeated => ("api-fault-repeated", vec![]),
        Wrong::TooMany { max } => ("api-fault-too-many", vec![("max", count(max))]),
        Wrong::Empty => ("api-fault-empty", vec![]),
        Wrong::TooLong { max } => ("api-fault-too-long", vec![("max", count(max))]),
        Wrong::Malformed => ("api-fault-malformed", vec![]),
        Wrong::OutOfRange { min, max } => ("api-fault-out-of-range", vec![("min", bound(min)), ("max", bound(max))]),
        Wrong::NotAFlag => ("api-fault-not-a-flag", vec![]),
        Wrong::Encoding => ("api-fault-encoding", vec![]),
        Wrong::TooMuch => ("api-fault-too-much", vec![]),
    }
}
