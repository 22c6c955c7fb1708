//! Bytes to upright pixels, within limits that a hostile file cannot pass.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use crate::error::PictureError;
use crate::sniff::{PictureFormat, sniff};
use crate::{AREA_MAX_PIXELS, SIDE_MAX_PIXELS, UPLOAD_SIZE_MAX_BYTES};

/// Memory that decoding one picture may take.
const MEMORY_MAX_BYTES: u64 = 512 * 1024 * 1024;

/// The picture, turned the way its camera was held.
pub(crate) fn decode(content: &[u8]) -> Result<DynamicImage, PictureError> {
    if content.len() > UPLOAD_SIZE_MAX_BYTES {
        return Err(PictureError::TooLarge);
    }
    let format = match sniff(content).ok_or(PictureError::UnknownFormat)? {
        PictureFormat::Jpeg => ImageFormat::Jpeg,
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::WebP => ImageFormat::WebP,
        PictureFormat::Avif => return Err(PictureError::AvifNotDecodable),
    };
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > AREA_MAX_PIXELS {
        return Err(PictureError::TooManyPixels);
    }
    let orientation = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX_PIXELS);
    limits.max_image_height = Some(SIDE_MAX_PIXELS);
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    limits
}

fn refused(error: ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooManyPixels,
        other => PictureError::Damaged(Box::new(other)),
    }
}
