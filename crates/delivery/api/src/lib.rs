//! The REST interface `/v1`: shapes, parameters, operations, the `OpenAPI` document and its browsable page.
//!
//! Invariants: the document is made from the code that answers; a request that the document forbids is answered with
//! 400 and the reasons; an answer never depends on the caller's language, only errors do, so answers can be shared.
//! Leaves to others: finding and filtering (search), rules (catalogue), envelopes, headers and caching (web kit).

// Each layer of a request copies the future below it.
#![warn(clippy::large_futures)]

mod body;
mod caching;
mod docs_page;
mod document;
mod dto;
mod facets;
mod failure;
mod listing;
mod names;
mod params;
mod query;
mod routes;
mod staff;

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use cholon_catalog::Catalog;
use cholon_search::{QueryLog, Search};
use cholon_shopping::Shopping;
use cholon_webkit::{Code, Problem};

pub use document::openapi_json;

/// What the operations work on.
#[derive(Debug)]
pub struct ApiParts {
    /// The catalogue of the shop.
    pub catalog: Catalog,
    /// The search of the shop.
    pub search: Search,
    /// What callers asked it for.
    pub queries: QueryLog,
    /// Accounts and carts.
    pub shopping: Shopping,
}

/// The same for every operation. A request clones it several times, so it is one pointer.
#[derive(Debug, Clone)]
pub(crate) struct ApiState(Arc<ApiParts>);

impl Deref for ApiState {
    type Target = ApiParts;

    fn deref(&self) -> &ApiParts {
        &self.0
    }
}

/// The routes of `/v1`, to be merged into the server's router. Everything else below `/v1` is unknown, whatever the
/// other routers answer.
pub fn router(parts: ApiParts) -> Router {
    let state = ApiState(Arc::new(parts));
    docs_page::register_assets();
    let not_allowed = async || Problem::new(Code::MethodNotAllowed);
    // What is for staff is registered there and nowhere else: only that stands behind the guard.
    let (staff, document) = routes::for_staff().split_for_parts();
    let guard = staff::Guard::new(state.clone(), &document);
    let guarded = staff.method_not_allowed_fallback(not_allowed).route_layer(from_fn_with_state(guard, staff::guard));
    let (routes, _) = routes::for_everybody().split_for_parts();
    routes
        .method_not_allowed_fallback(not_allowed)
        .merge(guarded)
        .route("/v1/{*unknown}", any(async || Problem::not_found()))
        .with_state(state)
}
