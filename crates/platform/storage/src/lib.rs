//! Files with content-derived names behind a port; a local folder by default.
//!
//! Invariants: a file is there whole or not at all, a name cannot leave the store, and a file once put never changes.

mod folder;
mod name;

pub use folder::FolderStore;
pub use name::{FileName, FileNameError};

use bytes::Bytes;

/// The largest file that is read or written, in bytes.
pub const FILE_SIZE_MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why a file could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The file system's answer, with what was tried.
    #[error("could not {action} the file {name}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file.
        name: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is larger than [`FILE_SIZE_MAX_BYTES`].
    #[error("the file {name} is too large")]
    TooLarge {
        /// Which file.
        name: String,
    },
}

/// Where files are kept.
#[async_trait::async_trait]
pub trait FileStore: Send + Sync {
    /// Stores a file whole; answers `false` and changes nothing when the name is there already.
    async fn put(&self, name: &FileName, content: Bytes) -> Result<bool, StorageError>;

    /// The content of a file; `None` when there is none.
    async fn get(&self, name: &FileName) -> Result<Option<Bytes>, StorageError>;

    /// Whether a file is there.
    async fn exists(&self, name: &FileName) -> Result<bool, StorageError>;

    /// Removes a file; nothing happens when there is none.
    async fn delete(&self, name: &FileName) -> Result<(), StorageError>;

    /// The next names after `after` in order, at most `limit`.
    async fn list(&self, after: Option<&FileName>, limit: usize) -> Result<Vec<FileName>, StorageError>;
}
