//! Parameters of the search.

use utoipa::IntoParams;

use crate::query::{Query, UnderstoodToken};

/// The longest text that can be searched for, in characters.
pub(crate) const TEXT_LENGTH_MAX: usize = 200;
/// The most understood parts that can be undone.
const WITHOUT_MAX: usize = 10;

/// What to search for.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct SearchParams {
    /// What the shopper typed, as typed: with or without diacritics, with limits such as `dưới 20 triệu`.
    #[param(min_length = 1, max_length = 200, example = "điện thoại dưới 10 triệu")]
    pub(crate) q: String,
    /// Take the text as it is: no correction, no filters found in it.
    #[param(value_type = Option<bool>, default = false)]
    pub(crate) literal: bool,
    /// Tokens of `understood` parts that are not meant as filters.
    #[param(inline, style = Form, explode, required = false, max_items = 10)]
    pub(crate) without: Vec<UnderstoodToken>,
}

impl SearchParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self {
            q: read_text(query),
            literal: query.flag("literal").unwrap_or(false),
            without: query.values("without", WITHOUT_MAX),
        }
    }
}

/// Takes the text out of a query; empty when it is missing, which is then a fault.
pub(crate) fn read_text(query: &mut Query) -> String {
    let text = query.text("q", TEXT_LENGTH_MAX);
    query.require("q", text).unwrap_or_default()
}
