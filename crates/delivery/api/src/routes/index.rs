//! `GET /v1`: the entry of the API.

use axum::extract::RawQuery;
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::caching;
use crate::document;
use crate::dto::index::ApiIndex;
use crate::query::Query;

/// Find everything else
///
/// The entry of the API: its documentation and all its paths.
#[utoipa::path(
    get,
    path = "/v1",
    tag = "about",
    params(ReadHeaders),
    responses(
        (status = OK, description = "The entry of the API.", body = ApiIndex),
        Failures,
    )
)]
pub(super) async fn index(RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    Query::parse(raw.as_deref()).finish()?;
    let paths = document::openapi().paths.paths.keys().cloned().collect();
    let body =
        ApiIndex { name: "Cholon", version: "v1", documentation: "/v1/docs", openapi: "/v1/openapi.json", paths };
    Ok(Rendered::json(&body)?.cached(caching::STATIC_TTL, []))
}
