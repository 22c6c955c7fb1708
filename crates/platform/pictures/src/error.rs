//! Why a picture is refused.

/// Why a picture was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Larger than [`super::UPLOAD_SIZE_MAX_BYTES`].
    #[error("the picture is larger than 10 MB")]
    TooLarge,
    /// The bytes are no JPEG, PNG, WebP or AVIF.
    #[error("the file is not a JPEG, PNG, WebP or AVIF picture")]
    UnknownFormat,
    /// The bytes are AVIF, which this build cannot decode.
    #[error("AVIF pictures cannot be decoded here; upload the picture as JPEG, PNG or WebP")]
    AvifNotDecodable,
    /// More pixels than [`super::AREA_MAX_PIXELS`] or a side longer than [`super::SIDE_MAX_PIXELS`].
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// The bytes begin like a picture and are none.
    #[error("the picture is damaged")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
}
