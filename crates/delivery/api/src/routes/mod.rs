//! The operations of `/v1`, one a file, put together with their documentation.

mod auth;
mod brands;
mod cart;
mod categories;
mod category_products;
mod compare;
mod docs;
mod index;
mod openapi;
mod product;
mod products;
mod responses;
mod search;
mod shipping;
mod suggest;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use cholon_webkit::Problem;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;
use crate::document;
use crate::query::Slug;

/// All operations, each registered with its documentation.
pub(crate) fn all() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(document::frame())
        .routes(routes!(index::index))
        .routes(routes!(products::list_products))
        .routes(routes!(compare::compare_products))
        .routes(routes!(product::get_product))
        .routes(routes!(categories::list_categories))
        .routes(routes!(category_products::list_category_products))
        .routes(routes!(brands::list_brands))
        .routes(routes!(search::search))
        .routes(routes!(suggest::suggest))
        .routes(routes!(auth::register))
        .routes(routes!(auth::resend))
        .routes(routes!(auth::confirm))
        .routes(routes!(auth::log_in))
        .routes(routes!(auth::zalo))
        .routes(routes!(auth::refresh))
        .routes(routes!(auth::log_out))
        .routes(routes!(auth::forgot))
        .routes(routes!(auth::reset))
        .routes(routes!(auth::keys))
        .routes(routes!(cart::open_guest))
        .routes(routes!(cart::read, cart::sync, cart::replace))
        .routes(routes!(cart::events))
        .routes(routes!(shipping::list_provinces))
        .routes(routes!(shipping::list_districts))
        .routes(routes!(shipping::list_wards))
        .routes(routes!(openapi::openapi))
        .routes(routes!(docs::docs))
}

/// The slug in a path; whatever has not the shape of one is not there.
fn path_slug(slug: Result<Path<String>, PathRejection>) -> Result<Slug, Problem> {
    slug.ok().and_then(|Path(slug)| slug.parse().ok()).ok_or_else(Problem::not_found)
}
