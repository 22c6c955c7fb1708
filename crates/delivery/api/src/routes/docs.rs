//! `GET /v1/docs`: the browsable documentation.

use axum::extract::RawQuery;
use cholon_webkit::{Problem, Rendered, RequestLocale};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, VARY};

use super::responses::{Failures, ReadHeaders};
use crate::docs_page;
use crate::params::docs::DocsParams;
use crate::query::Query;

/// Read the documentation
///
/// This document as a page; works without scripts.
#[utoipa::path(
    get,
    path = "/v1/docs",
    tag = "about",
    params(DocsParams, ReadHeaders),
    responses(
        (status = OK, description = "The page.", body = String, content_type = "text/html"),
        Failures,
    )
)]
pub(super) async fn docs(
    RequestLocale(preferred): RequestLocale,
    RawQuery(raw): RawQuery,
) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = DocsParams::read(&mut query);
    query.finish()?;
    let locale = params.lang.map_or(preferred, Into::into);
    let page = Rendered::html(docs_page::render(locale).map_err(Problem::internal)?);
    // The page differs by language, so the response cache, which knows addresses only, must not keep it.
    let page = page.with_header(VARY, HeaderValue::from_static("accept-language"));
    Ok(page.with_header(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")))
}
