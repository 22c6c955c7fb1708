//! Errors of the modules as problems of the API.

use cholon_catalog::CatalogError;
use cholon_search::SearchError;
use cholon_webkit::{Code, Problem};

/// The problem behind an error of the catalogue.
pub(crate) fn from_catalog(error: CatalogError) -> Problem {
    Problem::internal(error)
}

/// The problem behind an error of the search: a well-formed cursor of another list leads to a page that is not there.
pub(crate) fn from_search(error: SearchError) -> Problem {
    match error {
        SearchError::Cursor => Problem::new(Code::CursorInvalid),
        other => Problem::internal(other),
    }
}
