//! Errors of the modules as problems of the API.

use cholon_catalog::CatalogError;
use cholon_search::SearchError;
use cholon_webkit::{Code, Problem};

/// The problem behind an error of the catalogue: reading fails only when the database does not answer.
pub(crate) fn from_catalog(error: CatalogError) -> Problem {
    match error {
        CatalogError::Database(_) => Problem::unavailable(error),
        other => Problem::internal(other),
    }
}

/// The problem behind an error of the search: a well-formed cursor of another list leads to a page that is not there.
pub(crate) fn from_search(error: SearchError) -> Problem {
    match error {
        SearchError::Cursor => Problem::new(Code::CursorInvalid),
        SearchError::Missing => Problem::unavailable(error),
        other => Problem::internal(other),
    }
}
