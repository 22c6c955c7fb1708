//! Handing out the files of pictures by the names in pages.

use bytes::Bytes;
use cholon_storage::{FileName, StorageError};

use crate::facade::Catalog;
use crate::model::PICTURE_WIDTHS;

/// A file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Its bytes.
    pub content: Bytes,
    /// Its media type.
    pub mime: &'static str,
}

impl Catalog {
    /// The file at `/media/{name}`; `None` for names that no picture of ours can have and for files that are not there.
    pub async fn open_media(&self, name: &str) -> Result<Option<MediaFile>, StorageError> {
        let Some((name, mime)) = recognise(name) else { return Ok(None) };
        let content = self.inner.files.get(&name).await?;
        Ok(content.map(|content| MediaFile { content, mime }))
    }
}

/// A name of the form `{32 hex digits}-{width}.{extension}`.
fn recognise(name: &str) -> Option<(FileName, &'static str)> {
    let (stem, extension) = name.rsplit_once('.')?;
    let mime = match extension {
        "webp" => "image/webp",
        "jpg" => "image/jpeg",
        "avif" => "image/avif",
        _ => return None,
    };
    let (hash, width) = stem.split_once('-')?;
    let is_hash = hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let is_width = PICTURE_WIDTHS.iter().any(|known| known.to_string() == width);
    let name = name.parse().ok().filter(|_| is_hash && is_width)?;
    Some((name, mime))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_pictures_are_looked_up() {
        let hash = "0123456789abcdef0123456789abcdef";
        assert_eq!(recognise(&format!("{hash}-320.webp")).map(|(_, mime)| mime), Some("image/webp"));
        for name in
            [format!("{hash}-321.webp"), format!("{hash}-320.svg"), format!("../{hash}-320.jpg"), format!("{hash}.jpg")]
        {
            assert_eq!(recognise(&name), None, "{name}");
        }
    }
}
