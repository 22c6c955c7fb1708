//! Pictures of products: `/media/{hash}-{width}.{format}`. A name holds its content's hash, so a file never changes.

use axum::extract::{Path, State};
use cholon_storage::FileName;
use cholon_webkit::{Problem, Rendered};
use http::HeaderValue;

use crate::visit::Visit;

/// `/media/{file}`
pub(crate) async fn file(State(visit): State<Visit>, Path(name): Path<String>) -> Result<Rendered, Problem> {
    let content_type = content_type(&name).ok_or_else(Problem::not_found)?;
    let name: FileName = name.parse().map_err(|_unsafe_name| Problem::not_found())?;
    let content = visit.front.from.files.get(&name).await.map_err(Problem::unavailable)?;
    Ok(Rendered::bytes(content_type, content.ok_or_else(Problem::not_found)?).immutable())
}

/// The type by the name's ending; only what the catalogue stores for pages is served.
fn content_type(name: &str) -> Option<HeaderValue> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending {
        "avif" => Some(HeaderValue::from_static("image/avif")),
        "webp" => Some(HeaderValue::from_static("image/webp")),
        "jpg" => Some(HeaderValue::from_static("image/jpeg")),
        _ => None,
    }
}
