//! Parameters of the suggestions.

use utoipa::IntoParams;

use super::search::read_text;
use crate::query::Query;

/// How many suggestions there are when the caller names no number.
const LIMIT_DEFAULT: usize = 8;
/// The most suggestions.
const LIMIT_MAX: u64 = 20;

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct SuggestParams {
    /// What has been typed so far.
    #[param(min_length = 1, max_length = 200, example = "dien th")]
    pub(crate) q: String,
    /// The most suggestions wanted.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 20, default = 8, example = 8)]
    pub(crate) limit: usize,
}

impl SuggestParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        let q = read_text(query);
        let limit = query.number("limit", 1..=LIMIT_MAX).and_then(|limit| usize::try_from(limit).ok());
        Self { q, limit: limit.unwrap_or(LIMIT_DEFAULT) }
    }
}
