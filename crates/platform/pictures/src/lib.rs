//! Pixels: what an upload is, upright and within limits, and its files in the widths and formats of pages.
//!
//! Invariants: what a picture is, its bytes say and not its name; nothing of its metadata (camera, place) comes out.
//! Knows no file, database or URL. A crate of its own because pixel loops are compiled with optimisation in every
//! profile, and they are compiled where they are called.

mod decode;
mod encode;
mod error;
mod sniff;

pub use encode::Encoded;
pub use error::PictureError;

/// The largest upload, in bytes.
pub const UPLOAD_SIZE_MAX_BYTES: usize = 10 * 1024 * 1024;
/// The widest and highest picture, in pixels.
pub const SIDE_MAX_PIXELS: u32 = 12_000;
/// Pixels of a picture at most: a small file that unpacks to more is an attack or a mistake.
pub const AREA_MAX_PIXELS: u64 = 50_000_000;

/// A picture cut to the widths of pages.
#[derive(Debug)]
pub struct Prepared {
    /// Width of the upright original in pixels.
    pub width: u32,
    /// Height of the upright original in pixels.
    pub height: u32,
    /// Its files: each width in WebP and as JPEG.
    pub files: Vec<Encoded>,
}

/// Checks an upload and cuts it to `widths`. Takes tens of milliseconds of one core: call it off the async threads.
///
/// # Errors
/// When the bytes are no picture that can be decoded within the limits.
pub fn prepare(content: &[u8], widths: &[u32]) -> Result<Prepared, PictureError> {
    let picture = decode::decode(content)?;
    let (width, height) = (picture.width(), picture.height());
    Ok(Prepared { width, height, files: encode::encode_all(picture, widths)? })
}
