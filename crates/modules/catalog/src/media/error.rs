//! Why a picture is not taken in.

use cholon_pictures::PictureError;
use cholon_storage::StorageError;

use crate::error::CatalogError;

/// Why a picture was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The bytes are no picture that can be used.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A file could not be stored or read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The catalogue refused.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The work was stopped.
    #[error("working on the picture was interrupted")]
    Interrupted,
}

impl From<cholon_database::DatabaseError> for MediaError {
    fn from(error: cholon_database::DatabaseError) -> Self {
        Self::Catalog(error.into())
    }
}

impl From<sqlx::Error> for MediaError {
    fn from(error: sqlx::Error) -> Self {
        Self::Catalog(error.into())
    }
}
