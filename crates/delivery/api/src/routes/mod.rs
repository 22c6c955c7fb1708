//! The operations of `/v1`, one a file, put together with their documentation.

mod admin;
mod auth;
mod auth_app;
mod brands;
mod cart;
mod cart_items;
mod cart_numbers;
mod cart_whole;
mod categories;
mod category_products;
mod compare;
mod docs;
mod facebook;
mod index;
mod me;
mod openapi;
mod product;
mod products;
mod responses;
mod search;
mod shipping;
mod suggest;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use cholon_webkit::{Problem, Rendered};
use http::StatusCode;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::ApiState;
use crate::document;
use crate::query::Slug;

pub(crate) use admin::routes as for_staff;

/// The operations that are not for staff alone, each registered with its documentation.
pub(crate) fn for_everybody() -> OpenApiRouter<ApiState> {
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
        .routes(routes!(auth::verify_otp))
        .routes(routes!(auth::log_in))
        .routes(routes!(auth_app::log_in_with_google))
        .routes(routes!(auth_app::log_in_with_facebook))
        .routes(routes!(auth_app::log_in_with_zalo))
        .routes(routes!(auth::refresh_token))
        .routes(routes!(auth::log_out))
        .routes(routes!(auth::forgot_password))
        .routes(routes!(auth::reset_password))
        .routes(routes!(auth::list_keys))
        .routes(routes!(auth::list_well_known_keys))
        .routes(routes!(cart::open_guest_cart))
        .routes(routes!(cart::read_cart))
        .routes(routes!(cart::read_cart_to_sync, cart::sync_cart, cart_whole::replace_cart))
        .routes(routes!(cart_items::add_item))
        .routes(routes!(cart_items::change_item, cart_items::remove_item))
        .routes(routes!(cart::follow_cart))
        .merge(me::routes())
        .routes(routes!(facebook::deauthorize_facebook))
        .routes(routes!(facebook::erase_for_facebook))
        .routes(routes!(facebook::read_erasure))
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

/// The id in a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "handlers take the id itself; this type only documents it")]
struct ItemPath {
    /// What it is about, by its id; a line of a cart by its variant's.
    id: Uuid,
}

/// The ids in a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "handlers take the ids themselves; this type only documents them")]
struct SessionPath {
    /// The account.
    id: Uuid,
    /// The session.
    session: Uuid,
}

/// The id in a path; whatever has not the shape of one is not there.
fn path_id(id: Result<Path<Uuid>, PathRejection>) -> Result<Uuid, Problem> {
    id.map(|Path(id)| id).map_err(|_malformed| Problem::not_found())
}

/// The name in a path; whatever is no text is not there.
fn path_name(name: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    name.map(|Path(name)| name).map_err(|_malformed| Problem::not_found())
}

/// The answer when everything was done and there is nothing to say.
fn nothing() -> Rendered {
    Rendered::text(String::new()).with_status(StatusCode::NO_CONTENT)
}
