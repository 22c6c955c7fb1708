//! The pages and their addresses: one module a page.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod cart;
pub(crate) mod category;
mod compare;
mod deals;
mod fragments;
mod home;
mod listing;
mod media;
mod policy;
mod product;
mod search;
mod seo;
mod sitemap;

use axum::Router;
use axum::routing::get;
use cholon_kernel::Locale;
use cholon_webkit::{Problem, redirect};
use http::StatusCode;

use crate::Storefront;
use crate::policies::Policy;
use crate::visit::Visit;

/// All pages in both languages, pictures, and what search engines read.
pub fn router(storefront: Storefront) -> Router {
    let vietnamese = Visit { front: storefront.clone(), locale: Locale::Vi };
    let english = Visit { front: storefront, locale: Locale::En };
    let files = Router::new()
        .route("/media/{file}", get(media::file))
        .route("/robots.txt", get(seo::robots))
        .route("/manifest.webmanifest", get(seo::manifest))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{file}", get(sitemap::page))
        .with_state(vietnamese.clone());
    files
        .merge(pages().with_state(vietnamese))
        .nest("/en", pages().with_state(english))
        .route("/en/", get(async || redirect(StatusCode::MOVED_PERMANENTLY, "/en")))
        .fallback(|| async { Problem::not_found() })
}

fn pages() -> Router<Visit> {
    let pages = Router::new()
        .route("/", get(home::page))
        .route("/tim-kiem", get(search::page))
        .route("/khuyen-mai", get(deals::page))
        .route("/so-sanh", get(compare::page))
        .route("/manh/goi-y", get(fragments::suggest))
        .route("/manh/the-san-pham", get(fragments::cards))
        .merge(access::routes())
        .merge(account::routes())
        .merge(cart::routes())
        .route("/{category}", get(category::page))
        .route("/{category}/{product}", get(product::page));
    Policy::ALL.into_iter().fold(pages, |pages, policy| {
        let handler = move |state| policy::page(state, policy);
        pages.route(policy.path(), get(handler))
    })
}
