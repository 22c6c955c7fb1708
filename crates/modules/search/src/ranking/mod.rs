//! From a plan to an ordered page: matching, filtering, scoring, facets, cursors.

mod collect;
mod cursor;
mod facets;
mod filters;
mod groups;
mod matches;
mod rerank;
mod weights;

pub(crate) use collect::{Outcome, Question, run};
pub(crate) use cursor::{Place, read as read_cursor, write as write_cursor};
pub(crate) use filters::Compiled;
pub(crate) use matches::visit_matches;
pub(crate) use rerank::{FOR_WORDS, Rank, SERIES_WORDS};
pub(crate) use weights::Weights;
