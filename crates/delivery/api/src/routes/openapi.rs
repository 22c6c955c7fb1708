//! `GET /v1/openapi.json`: the document that describes the API.

use axum::extract::RawQuery;
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::caching;
use crate::document;
use crate::query::Query;

/// Get this document
///
/// The `OpenAPI` 3.1 document of this API, made from its code.
#[utoipa::path(
    get,
    path = "/v1/openapi.json",
    tag = "about",
    params(ReadHeaders),
    responses(
        (status = OK, description = "The OpenAPI document.", body = inline(serde_json::Map<String, serde_json::Value>)),
        Failures,
    )
)]
pub(super) async fn openapi(RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    Query::parse(raw.as_deref()).finish()?;
    Ok(Rendered::json(document::openapi())?.cached(caching::STATIC_TTL, []))
}
