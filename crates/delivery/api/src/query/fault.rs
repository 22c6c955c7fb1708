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
    let Fault { field, wrong } = fault;
    match wrong {
        Wrong::Missing => Detail::plain(field, "api-fault-missing"),
        Wrong::Unknown => Detail::plain(field, "api-fault-unknown"),
        Wrong::Repeated => Detail::plain(field, "api-fault-repeated"),
        Wrong::TooMany { max } => Detail::new(field, "api-fault-too-many", [("max", max)]),
        Wrong::Empty => Detail::plain(field, "api-fault-empty"),
        Wrong::TooLong { max } => Detail::new(field, "api-fault-too-long", [("max", max)]),
        Wrong::Malformed => Detail::plain(field, "api-fault-malformed"),
        Wrong::OutOfRange { min, max } => Detail::new(field, "api-fault-out-of-range", [("min", min), ("max", max)]),
        Wrong::NotAFlag => Detail::plain(field, "api-fault-not-a-flag"),
        Wrong::Encoding => Detail::plain(field, "api-fault-encoding"),
        Wrong::TooMuch => Detail::plain(field, "api-fault-too-much"),
    }
}
