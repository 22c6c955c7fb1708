//! `GET /v1/docs`: the browsable documentation.

use axum::extract::RawQuery;
use cholon_kernel::Locale;
use cholon_webkit::{Problem, Rendered};
use http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, HeaderMap, HeaderValue, VARY};

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
pub(super) async fn docs(headers: HeaderMap, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = DocsParams::read(&mut query);
    query.finish()?;
    let locale = params.lang.map_or_else(|| preferred(&headers), Locale::from);
    let page = Rendered::html(docs_page::render(locale).map_err(Problem::internal)?);
    let page = page.with_header(VARY, HeaderValue::from_static("accept-language"));
    Ok(page.with_header(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")))
}

/// The language that the caller prefers; the page differs by it, so it is not kept in the response cache.
fn preferred(headers: &HeaderMap) -> Locale {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    header.map(Locale::negotiate).unwrap_or_default()
}
