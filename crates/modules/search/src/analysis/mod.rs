//! Turning Vietnamese text into tokens; documents and queries go through the same functions.

mod letters;
mod title;
mod tokens;
mod units;

pub(crate) use letters::{fold, hash, readable};
pub(crate) use title::{TITLE_TOKENS_MAX, title_head};
pub(crate) use tokens::{Kind, Token, tokenize};
pub(crate) use units::postings_of;
