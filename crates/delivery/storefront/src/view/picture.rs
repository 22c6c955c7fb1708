//! Pictures as templates write them: source sets of every width in each format.

use cholon_catalog::model::{PICTURE_WIDTHS, Picture};

/// A picture with its source sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PictureView {
    /// What it shows.
    pub(crate) alt: String,
    /// Pixels of the original, which reserve the space before it loads.
    pub(crate) width: u32,
    /// See `width`.
    pub(crate) height: u32,
    /// The source set in AVIF, when its files are ready.
    pub(crate) avif: Option<String>,
    /// The source set in WebP.
    pub(crate) webp: String,
    /// The source set in JPEG.
    pub(crate) jpeg: String,
    /// For browsers without source sets.
    pub(crate) src: String,
    /// The smallest one.
    pub(crate) thumb: String,
}

impl From<&Picture> for PictureView {
    fn from(picture: &Picture) -> Self {
        let set = |format: &str| {
            let files = PICTURE_WIDTHS.map(|width| format!("{} {width}w", picture.url(width, format)));
            files.join(", ")
        };
        Self {
            alt: picture.alt.to_string(),
            width: picture.width,
            height: picture.height,
            avif: picture.has_avif.then(|| set("avif")),
            webp: set("webp"),
            jpeg: set("jpg"),
            src: picture.url(PICTURE_WIDTHS[1], "jpg"),
            thumb: picture.url(PICTURE_WIDTHS[0], "jpg"),
        }
    }
}
