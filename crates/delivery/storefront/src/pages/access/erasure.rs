//! What became of somebody's wish to be erased that a log-in provider brought.

use axum::extract::{Path, State};
use cholon_webkit::{Problem, Rendered, When};

use crate::pages::listing::render;
use crate::session::identity_problem;
use crate::view::account::access::ErasureTemplate;
use crate::visit::Visit;

/// Open to whoever holds the code; it says nothing about whom.
pub(super) async fn page(State(visit): State<Visit>, Path(code): Path<String>) -> Result<Rendered, Problem> {
    let found = visit.front.from.shopping.identity.erasure(&code).await;
    let (outcome, done_at) = found.map_err(identity_problem)?;
    let page = visit.access_page(&format!("/xoa-du-lieu/{code}"), "erasure-title").await?;
    render(&ErasureTemplate { done: When::exact(done_at, visit.locale), outcome, code, page })
}
