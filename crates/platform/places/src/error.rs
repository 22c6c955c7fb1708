//! What is wrong with units that somebody named, and with files of units.

use crate::unit::Level;

/// Which part of an address does not exist, does not belong to the others, or is not the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// The text names no system of units.
    #[error("the system of units is `2025` or `legacy`")]
    System,
    /// There is no such province in this system.
    #[error("no such province in this system of units")]
    Province,
    /// There is no such district in the province, or this system has none.
    #[error("no such district in this province")]
    District,
    /// There is no such ward in the district or province.
    #[error("no such ward here")]
    Ward,
    /// Several units of this level have the name; `Places::named` lists them.
    #[error("several units have this name")]
    Ambiguous(Level),
}

/// Why a set of files is refused (section 6 of the notes on administrative units).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DataError {
    /// The packed file does not unpack to text.
    #[error("`{0}` does not unpack to text")]
    Packed(&'static str),
    /// The first line does not name the columns that are read.
    #[error("`{0}` has other columns")]
    Columns(&'static str),
    /// A row has more or fewer fields, or a field that is none of its kind.
    #[error("`{file}` has a row that cannot be read: {row}")]
    Row {
        /// The file.
        file: &'static str,
        /// The row.
        row: String,
    },
    /// There are more or fewer rows than the files declare.
    #[error("{found} {what}, but {declared} are declared")]
    Count {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        declared: usize,
    },
    /// A code stands twice at one level.
    #[error("the code {0} stands twice")]
    Twice(String),
    /// A unit or an edge names a unit that does not exist, or one of another province.
    #[error("{from} leads to {to}, which is not there")]
    Nowhere {
        /// What refers.
        from: String,
        /// What is referred to.
        to: String,
    },
    /// A unit that nothing leads to or from.
    #[error("{0} has no counterpart in the other system")]
    Alone(String),
}
