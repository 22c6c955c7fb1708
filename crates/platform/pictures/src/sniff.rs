//! What a file is by its first bytes.

/// A format that uploads may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PictureFormat {
    Jpeg,
    Png,
    WebP,
    Avif,
}

/// The format of a picture by its content.
pub(crate) fn sniff(content: &[u8]) -> Option<PictureFormat> {
    let at = |start: usize, magic: &[u8]| content.get(start..).is_some_and(|rest| rest.starts_with(magic));
    if at(0, &[0xff, 0xd8, 0xff]) {
        Some(PictureFormat::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(PictureFormat::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(PictureFormat::WebP)
    } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
        Some(PictureFormat::Avif)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_says_what_a_file_is() {
        assert_eq!(sniff(b"\xff\xd8\xff\xe0rest"), Some(PictureFormat::Jpeg));
        assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 "), Some(PictureFormat::WebP));
        assert_eq!(sniff(b"\0\0\0\x20ftypavif"), Some(PictureFormat::Avif));
        for content in [b"".as_slice(), b"<svg xmlns", b"GIF89a", b"RIFF\0\0\0\0WAVE", b"%PDF-1.7"] {
            assert_eq!(sniff(content), None);
        }
    }
}
