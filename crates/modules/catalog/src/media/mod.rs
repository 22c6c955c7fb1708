//! Pictures: taken in, checked, cut to the widths of pages, kept under names that never change their content.
//!
//! Invariant: a file's name carries the hash of the upload, so it can be cached for ever.

mod attach;
mod error;
mod open;
mod store_picture;

pub use attach::Attachment;
pub use cholon_pictures::{PictureError, UPLOAD_SIZE_MAX_BYTES};
pub use error::MediaError;
pub use open::MediaFile;
pub(crate) use store_picture::pixel_permits;
