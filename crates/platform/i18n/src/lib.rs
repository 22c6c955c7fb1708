//! The texts of the interface in Vietnamese and English.
//!
//! Invariants: every text exists in every language with the same arguments (a test compares them); looking a plain text
//! up allocates nothing; a missing key shows the key instead of failing the page.

mod bundle;
mod value;

pub use bundle::{Texts, texts};
pub use value::Value;
