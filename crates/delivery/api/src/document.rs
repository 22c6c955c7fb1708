//! The OpenAPI document: its frame, and the whole as the routes fill it.

use std::sync::LazyLock;

use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;

use crate::routes;

/// What the document says about the API as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Cholon API",
        version = "1.0.0",
        description = "The catalogue and the search of the shop.\n\n\
            Fields are `camelCase`, times are RFC 3339 in UTC, money is a whole number of minor units with its \
            currency. Answers do not depend on the caller's language; errors speak the one of `Accept-Language`. \
            Unknown, repeated and malformed parameters are refused with 400. Lists go on with `cursor`. Answers \
            carry an `ETag`; send it back as `If-None-Match`.\n\n\
            A new version gets a new path; within a version, fields are only added.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "products", description = "Products for sale."),
        (name = "categories", description = "The category tree and what is filed in it."),
        (name = "brands", description = "Brands with products for sale."),
        (name = "search", description = "Finding products by text."),
        (name = "about", description = "The API itself."),
    )
)]
struct Frame;

/// The document without operations.
pub(crate) fn frame() -> OpenApi {
    Frame::openapi()
}

/// The whole document.
pub(crate) fn openapi() -> &'static OpenApi {
    static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| routes::all().into_openapi());
    &DOCUMENT
}

/// The whole document as the repository keeps it: indented, with a line feed at the end.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(openapi())?;
    json.push('\n');
    Ok(json)
}
