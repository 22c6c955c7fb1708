//! The operations of `/v1`, one a file, put together with their documentation.

mod brands;
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
        .routes(routes!(openapi::openapi))
        .routes(routes!(docs::docs))
}

/// The slug in a path; whatever has not the shape of one is not there.
fn path_slug(slug: Result<Path<String>, PathRejection>) -> Result<Slug, Problem> {
    slug.ok().and_then(|Path(slug)| slug.parse().ok()).ok_or_else(Problem::not_found)
}
