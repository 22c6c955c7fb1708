//! The entry of the API: where everything else is.

use serde::Serialize;
use utoipa::ToSchema;

/// The entry of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ApiIndex {
    /// The API's name.
    #[schema(example = "Cholon")]
    pub(crate) name: &'static str,
    /// The version in every path.
    #[schema(example = "v1")]
    pub(crate) version: &'static str,
    /// The browsable documentation.
    #[schema(pattern = "^/", example = "/v1/docs")]
    pub(crate) documentation: &'static str,
    /// The `OpenAPI` document.
    #[schema(pattern = "^/", example = "/v1/openapi.json")]
    pub(crate) openapi: &'static str,
    /// Path templates of all operations.
    #[schema(example = json!(["/v1/products", "/v1/products/{slug}"]))]
    pub(crate) paths: Vec<String>,
}
