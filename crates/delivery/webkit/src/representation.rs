//! Representations of one content: which encoding a client takes, compressing, validators.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue};
use sha2::{Digest as _, Sha256};

/// Contents below this size are sent as they are: compressed they would not fill fewer packets.
const COMPRESSED_SIZE_MIN: usize = 860;
/// Contents above this size are not compressed by us.
const COMPRESSED_SIZE_MAX: usize = 4 * 1024 * 1024;
/// Entries of an `Accept-Encoding` or `If-None-Match` header that are looked at.
const HEADER_ENTRIES_MAX: usize = 16;
/// Bytes of a content's hash in its validator.
const ETAG_BYTES: usize = 10;
/// The window of brotli as a power of two; pages are smaller than 256 KiB.
const BROTLI_WINDOW: u32 = 18;

/// How a content is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is.
    Identity,
    /// gzip.
    Gzip,
    /// Brotli.
    Brotli,
}

/// How hard compressing tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For an answer that is sent once.
    Once,
    /// For an answer that is kept.
    Kept,
    /// For content that never changes.
    Immutable,
}

impl Effort {
    const fn brotli_quality(self) -> u32 {
        match self {
            Self::Once => 3,
            Self::Kept => 5,
            Self::Immutable => 9,
        }
    }

    const fn gzip_level(self) -> u32 {
        match self {
            Self::Once => 4,
            Self::Kept => 6,
            Self::Immutable => 9,
        }
    }
}

impl Encoding {
    /// The value of `Content-Encoding`.
    pub(crate) const fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Brotli => Some(HeaderValue::from_static("br")),
        }
    }

    /// What tells the validators of two encodings of one content apart.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => "-gz",
            Self::Brotli => "-br",
        }
    }

    /// The best encoding that the client takes: brotli, then gzip.
    pub(crate) fn negotiate(headers: &HeaderMap) -> Self {
        let Some(accepted) = headers.get(ACCEPT_ENCODING) else { return Self::Identity };
        match accepted.as_bytes() {
            // What browsers send, in the order of their number.
            b"gzip, deflate, br, zstd" | b"gzip, deflate, br" | b"br" => Self::Brotli,
            b"gzip" | b"gzip, deflate" => Self::Gzip,
            other => Self::parse(other),
        }
    }

    fn parse(accepted: &[u8]) -> Self {
        let mut best = Self::Identity;
        for entry in accepted.split(|byte| *byte == b',').take(HEADER_ENTRIES_MAX) {
            let mut parts = entry.split(|byte| *byte == b';');
            let name = parts.next().unwrap_or_default().trim_ascii();
            if parts.next().is_some_and(|weight| is_zero_weight(weight.trim_ascii())) {
                continue;
            }
            if name.eq_ignore_ascii_case(b"br") {
                return Self::Brotli;
            }
            if name.eq_ignore_ascii_case(b"gzip") || name == b"*" {
                best = Self::Gzip;
            }
        }
        best
    }
}

/// Whether a weight such as `q=0.0` refuses the encoding.
fn is_zero_weight(weight: &[u8]) -> bool {
    let Some(digits) = weight.strip_prefix(b"q=").or_else(|| weight.strip_prefix(b"Q=")) else { return false };
    digits.starts_with(b"0") && digits.iter().all(|byte| matches!(byte, b'0' | b'.'))
}

/// Whether compressing content of this type and size makes it smaller.
pub(crate) fn is_compressible(content_type: Option<&HeaderValue>, size: usize) -> bool {
    if !(COMPRESSED_SIZE_MIN..=COMPRESSED_SIZE_MAX).contains(&size) {
        return false;
    }
    let Some(content_type) = content_type.and_then(|value| value.to_str().ok()) else { return false };
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || essence.ends_with("+json")
        || essence.ends_with("+xml")
        || matches!(essence, "application/json" | "application/xml" | "application/javascript" | "image/x-icon")
}

/// The content in an encoding; `None` when compressing failed, which memory cannot.
pub(crate) fn encode(content: &Bytes, encoding: Encoding, effort: Effort) -> Option<Bytes> {
    match encoding {
        Encoding::Identity => Some(content.clone()),
        Encoding::Gzip => {
            let mut encoder =
                GzEncoder::new(Vec::with_capacity(content.len() / 3), Compression::new(effort.gzip_level()));
            encoder.write_all(content).ok()?;
            encoder.finish().ok().map(Bytes::from)
        }
        Encoding::Brotli => {
            let compressed = Vec::with_capacity(content.len() / 3);
            let mut encoder = brotli::CompressorWriter::new(compressed, 4096, effort.brotli_quality(), BROTLI_WINDOW);
            encoder.write_all(content).ok()?;
            encoder.flush().ok()?;
            Some(Bytes::from(encoder.into_inner()))
        }
    }
}

/// The strong validators of a content, one for each encoding.
#[derive(Debug, Clone)]
pub(crate) struct Validator(String);

impl Validator {
    /// The validator of a content.
    pub(crate) fn of(content: &[u8]) -> Self {
        let hash = Sha256::digest(content);
        Self(hex::encode(&hash[..ETAG_BYTES]))
    }

    /// The value of `ETag` for an encoding.
    pub(crate) fn etag(&self, encoding: Encoding) -> HeaderValue {
        let text = format!("\"{}{}\"", self.0, encoding.suffix());
        HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("\"\""))
    }
}

/// Whether the client has the representation already (RFC 9110, section 13.1.2: compared weakly).
pub(crate) fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let Some(known) = headers.get(IF_NONE_MATCH) else { return false };
    let etag = etag.as_bytes();
    let entries = known.as_bytes().split(|byte| *byte == b',').take(HEADER_ENTRIES_MAX);
    entries.map(<[u8]>::trim_ascii).any(|entry| entry == b"*" || entry.strip_prefix(b"W/").unwrap_or(entry) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a header"))])
    }

    #[test]
    fn the_best_encoding_is_found() {
        let cases = [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip;q=1.0, br;q=0.5", Encoding::Brotli),
            ("gzip, br;q=0", Encoding::Gzip),
            ("br;q=0.000, gzip;q=0", Encoding::Identity),
            ("br;q=0.001", Encoding::Brotli),
            ("*", Encoding::Gzip),
            ("identity", Encoding::Identity),
            ("deflate", Encoding::Identity),
            ("GZIP", Encoding::Gzip),
        ];
        for (value, expected) in cases {
            assert_eq!(Encoding::negotiate(&headers(ACCEPT_ENCODING, value)), expected, "{value}");
        }
        assert_eq!(Encoding::negotiate(&HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn a_known_representation_is_recognised() {
        let etag = Validator::of(b"content").etag(Encoding::Brotli);
        let text = etag.to_str().expect("an etag is text").to_owned();
        for known in [text.clone(), format!("W/{text}"), format!("\"x\", {text}"), "*".to_owned()] {
            assert!(is_known(&headers(IF_NONE_MATCH, &known), &etag), "{known}");
        }
        assert!(!is_known(&headers(IF_NONE_MATCH, "\"x\""), &etag));
        let other = Validator::of(b"content").etag(Encoding::Gzip);
        assert!(!is_known(&headers(IF_NONE_MATCH, &text), &other), "encodings have validators of their own");
    }

    #[test]
    fn what_is_compressed_comes_back() {
        let content = Bytes::from("Chợ Lớn ".repeat(500));
        for effort in [Effort::Once, Effort::Kept, Effort::Immutable] {
            let gzip = encode(&content, Encoding::Gzip, effort).expect("gzip");
            let mut back = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&gzip[..]), &mut back).expect("gzip back");
            assert_eq!(back, content);
            let brotli = encode(&content, Encoding::Brotli, effort).expect("brotli");
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut &brotli[..], &mut back).expect("brotli back");
            assert_eq!(back, content);
        }
    }
}
