//! What machines ask a website for: `robots.txt` and the web app manifest.

use std::time::Duration;

use axum::extract::State;
use cholon_webkit::{Problem, Rendered};
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde_json::json;

use crate::assets;
use crate::visit::Visit;

const TTL: Duration = Duration::from_hours(1);
const MANIFEST: HeaderValue = HeaderValue::from_static("application/manifest+json");

/// `/robots.txt`
pub(crate) async fn robots(State(visit): State<Visit>) -> Rendered {
    let body = format!(
        "User-agent: *\nDisallow: /manh/\nDisallow: /en/manh/\nDisallow: /v1/\nDisallow: /admin\nAllow: /\n\nSitemap: {}/sitemap.xml\n",
        visit.front.shop.public_url
    );
    Rendered::text(body).cached(TTL, [])
}

/// `/manifest.webmanifest`
pub(crate) async fn manifest(State(visit): State<Visit>) -> Result<Rendered, Problem> {
    let shop = &visit.front.shop;
    let icon = |name: &str, sizes: &str, kind: &str| json!({"src": assets::url(name), "sizes": sizes, "type": kind});
    let manifest = Rendered::json(&json!({
        "name": shop.name,
        "short_name": shop.name,
        "lang": "vi",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#f7f4ec",
        "theme_color": "#0a5446",
        "icons": [
            icon("icon-192.png", "192x192", "image/png"),
            icon("icon-512.png", "512x512", "image/png"),
            icon("favicon.svg", "any", "image/svg+xml"),
        ],
    }))?;
    Ok(manifest.with_header(CONTENT_TYPE, MANIFEST).cached(TTL, []))
}
