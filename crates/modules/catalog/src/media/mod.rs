//! Pictures: taken in, checked, cut to the widths of pages, kept under names that never change their content.
//!
//! Invariants: what a picture is, its bytes say and not its name; nothing of its metadata (camera, place) is kept;
//! a file's name carries the hash of the upload, so it can be cached for ever.

mod attach;
mod decode;
mod encode;
mod error;
mod open;
mod sniff;
mod store_picture;

pub use attach::Attachment;
pub use error::MediaError;
pub use open::MediaFile;
pub(crate) use store_picture::pixel_permits;

/// The largest upload, in bytes.
pub const UPLOAD_SIZE_MAX_BYTES: usize = 10 * 1024 * 1024;
/// The widest and highest picture, in pixels.
pub const SIDE_MAX_PIXELS: u32 = 12_000;
/// Pixels of a picture at most: a small file that unpacks to more is an attack or a mistake.
pub const AREA_MAX_PIXELS: u64 = 50_000_000;
