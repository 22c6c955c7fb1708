//! Understanding what was typed: prices, abbreviations, synonyms, slips of the keyboard, spelling; the plan for the index.

mod keyboard;
mod names;
mod plan;
mod price;
mod respace;
mod rules;
mod spelling;
mod understand;
mod units;

pub(crate) use plan::{Alternative, Plan, Unit};
pub(crate) use price::PriceRange;
pub(crate) use rules::RuleBook;
pub(crate) use understand::{Context, Understanding, understand};

pub use rules::{Rule, RuleError, RuleKind};
