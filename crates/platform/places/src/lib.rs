//! Administrative units of Viet Nam: the two levels of today, the three levels before July 2025, and the way from one to
//! the other.
//!
//! Owns the files in `data/`. Invariants: a code is only used with its system; every ward has a province that exists;
//! conversion never guesses silently: what is not certain is proposed or asked. Leaves to others: addresses, which keep
//! what was typed, and the numbering of carriers.

mod by_name;
mod convert;
mod error;
mod files;
mod groups;
mod load;
mod lookup;
mod names;
mod places;
mod rank;
mod search;
mod table;
mod typed;
mod unit;
mod via;

pub use by_name::NAME_LENGTH_MAX;
pub use convert::{Conversion, Decision, Origins, Relation, Target};
pub use error::PlaceError;
pub use lookup::AddressUnits;
pub use places::Places;
pub use search::{Found, SEARCH_RESULTS_MAX, Search, Within};
pub use unit::{Level, System, Unit, UnitKind};
