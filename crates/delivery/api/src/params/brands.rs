//! Parameters of the brand list.

use cholon_kernel::{Cursor, PageSize};
use utoipa::IntoParams;

use super::paging::read_size;
use crate::query::Query;

/// Size and place in the list of brands.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct BrandParams {
    /// Brands on one page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 24, example = 100)]
    pub(crate) size: PageSize,
    /// Where to go on: `nextCursor` of the page before.
    #[param(
        value_type = Option<String>,
        min_length = 1,
        max_length = 256,
        pattern = "^[A-Za-z0-9._-]+$"
    )]
    pub(crate) cursor: Option<Cursor>,
}

impl BrandParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { size: read_size(query), cursor: query.value("cursor") }
    }
}
