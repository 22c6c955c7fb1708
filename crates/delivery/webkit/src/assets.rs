//! Files embedded in the binary, under names that change with their content.
//!
//! A file `app.css` is served at `/assets/app.<hash>.css` and never changes there, so everybody may keep it for ever.
//! The response cache compresses it once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use bytes::Bytes;
use http::HeaderValue;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::rendered::Rendered;

/// Characters of the content's hash in an address.
const HASH_LENGTH: usize = 12;
/// The path below which assets are.
const PREFIX: &str = "/assets/";
/// The file that browsers ask for by themselves.
const FAVICON: &str = "favicon.ico";

/// A file as registered.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its name, such as `app.css`; it may contain folders.
    pub name: Cow<'static, str>,
    /// Its content.
    pub content: Cow<'static, [u8]>,
}

/// A set of files: registered together by the crate that embeds them.
pub type AssetSet = Vec<Asset>;

/// A file as served.
#[derive(Debug, Clone)]
struct Served {
    content_type: HeaderValue,
    content: Bytes,
}

#[derive(Debug, Default)]
struct Registry {
    address_by_name: HashMap<String, String>,
    served_by_file: HashMap<String, Served>,
}

static REGISTRY: LazyLock<RwLock<Registry>> = LazyLock::new(RwLock::default);

/// Registers files; registering the same again changes nothing.
pub fn register(assets: AssetSet) {
    let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
    for asset in assets {
        let file = hashed_name(&asset.name, &asset.content);
        let served = Served {
            content_type: content_type(&asset.name),
            content: match asset.content {
                Cow::Borrowed(content) => Bytes::from_static(content),
                Cow::Owned(content) => content.into(),
            },
        };
        registry.address_by_name.insert(asset.name.into_owned(), format!("{PREFIX}{file}"));
        registry.served_by_file.insert(file, served);
    }
}

/// Registers all files of an embedded folder.
pub fn register_embedded<E: RustEmbed>() {
    let assets = E::iter().filter_map(|name| E::get(&name).map(|file| Asset { name, content: file.data }));
    register(assets.collect());
}

/// The address of a registered file. An unknown name gives an address where nothing is: the page still shows.
#[must_use]
pub fn asset_url(name: &str) -> String {
    let registry = REGISTRY.read().unwrap_or_else(PoisonError::into_inner);
    registry.address_by_name.get(name).cloned().unwrap_or_else(|| format!("{PREFIX}{name}"))
}

/// The routes of the registered files.
pub fn router() -> Router {
    Router::new().route("/assets/{*file}", get(asset)).route("/favicon.ico", get(favicon))
}

async fn asset(Path(file): Path<String>) -> Result<Rendered, Problem> {
    served(&file).map(|served| Rendered::bytes(served.content_type, served.content).immutable())
}

/// The icon is asked for under a name that does not change with its content, so it is kept for a day only.
async fn favicon() -> Result<Rendered, Problem> {
    let address = asset_url(FAVICON);
    let served = served(address.trim_start_matches(PREFIX))?;
    let day = HeaderValue::from_static("public, max-age=86400");
    let icon = Rendered::bytes(served.content_type, served.content);
    Ok(icon.cached(std::time::Duration::from_hours(24), []).with_header(http::header::CACHE_CONTROL, day))
}

fn served(file: &str) -> Result<Served, Problem> {
    let registry = REGISTRY.read().unwrap_or_else(PoisonError::into_inner);
    registry.served_by_file.get(file).cloned().ok_or_else(Problem::not_found)
}

/// `app.css` becomes `app.0123456789ab.css`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let mut hash = hex::encode(Sha256::digest(content));
    hash.truncate(HASH_LENGTH);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// The content type by the name's ending.
fn content_type(name: &str) -> HeaderValue {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    HeaderValue::from_static(match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "ico" => "image/x-icon",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xsl" => "text/xsl; charset=utf-8",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_changes_with_the_content() {
        let asset = |content| Asset { name: "a/test.css".into(), content: Cow::Borrowed(content) };
        register(vec![asset(b"one")]);
        let first = asset_url("a/test.css");
        let hash = first.strip_prefix("/assets/a/test.").and_then(|rest| rest.strip_suffix(".css"));
        assert_eq!(hash.map(str::len), Some(HASH_LENGTH), "{first}");
        register(vec![asset(b"one")]);
        assert_eq!(asset_url("a/test.css"), first);
        register(vec![asset(b"two")]);
        assert_ne!(asset_url("a/test.css"), first);
        assert!(served(first.trim_start_matches(PREFIX)).is_ok(), "pages made before still find their file");
    }
}
