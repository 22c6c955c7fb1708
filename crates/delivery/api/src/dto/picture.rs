//! Pictures: one URL for every width and format there is a file for.

use cholon_catalog::model::{PICTURE_WIDTHS, Picture as CatalogPicture};
use serde::Serialize;
use utoipa::ToSchema;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Picture {
    /// What the picture shows, for people who do not see it.
    #[schema(example = "Điện thoại nhìn từ mặt trước")]
    alt: String,
    /// Width of the original in pixels; with `height` it gives the ratio to reserve.
    #[schema(minimum = 1, example = 960)]
    width: u32,
    /// Height of the original in pixels.
    #[schema(minimum = 1, example = 960)]
    height: u32,
    /// Its files, the best format first, the narrowest first within a format.
    files: Vec<PictureFile>,
}

/// A file of a picture. Its content never changes: a changed picture has other URLs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PictureFile {
    /// Absolute path on this host.
    #[schema(pattern = "^/", example = "/media/5f2b7c-640.webp")]
    url: String,
    /// Width in pixels; a narrower original keeps its own width.
    #[schema(minimum = 1, example = 640)]
    width: u32,
    /// Media type of the file.
    media_type: PictureType,
}

/// A format of picture files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
enum PictureType {
    #[serde(rename = "image/avif")]
    Avif,
    #[serde(rename = "image/webp")]
    Webp,
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

impl PictureType {
    const fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }
}

impl From<&CatalogPicture> for Picture {
    fn from(picture: &CatalogPicture) -> Self {
        let file = |format: PictureType, width: u32| PictureFile {
            url: picture.url(width, format.extension()),
            width: width.min(picture.width),
            media_type: format,
        };
        let files = [PictureType::Avif, PictureType::Webp, PictureType::Jpeg]
            .into_iter()
            .filter(|format| *format != PictureType::Avif || picture.has_avif)
            .flat_map(|format| PICTURE_WIDTHS.map(|width| file(format, width)))
            .collect();
        Self { alt: picture.alt.to_string(), width: picture.width, height: picture.height, files }
    }
}
