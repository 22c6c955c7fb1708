//! A folder of the local file system as a file store.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use tokio::fs;
use tokio::io::AsyncWriteExt as _;

use crate::{FILE_SIZE_MAX_BYTES, FileName, FileStore, StorageError};

/// Files below one folder, spread over 36 × 36 subfolders at most.
#[derive(Debug)]
pub struct FolderStore {
    root: PathBuf,
    temporary: AtomicU64,
}

/// The subfolder of files that are being written.
const WRITING: &str = "writing";

impl FolderStore {
    /// A store in `root`, which is made with the first file.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), temporary: AtomicU64::new(0) }
    }

    fn path(&self, name: &FileName) -> PathBuf {
        self.root.join(name.shard()).join(name.as_str())
    }

    /// A path of its own for a file being written: two writers, also of two processes, never share one.
    fn writing_path(&self, name: &FileName) -> PathBuf {
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        self.root.join(WRITING).join(format!("{name}.{}.{number}", std::process::id()))
    }

    async fn write(&self, name: &FileName, content: &[u8]) -> io::Result<()> {
        let (path, writing) = (self.path(name), self.writing_path(name));
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).await?;
        fs::create_dir_all(self.root.join(WRITING)).await?;
        let written = write_and_rename(&writing, &path, content).await;
        if written.is_err() {
            // The cause is already on its way up; a leftover temporary file does no harm.
            let _ = fs::remove_file(&writing).await;
        }
        written
    }

    async fn shards(&self) -> io::Result<Vec<PathBuf>> {
        let mut folders = Vec::new();
        let mut entries = match fs::read_dir(&self.root).await {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(folders),
            opened => opened?,
        };
        while let Some(entry) = entries.next_entry().await? {
            if entry.file_name().len() == 2 {
                folders.push(entry.path());
            }
        }
        folders.sort();
        Ok(folders)
    }

    async fn names_after(&self, after: Option<&FileName>, limit: usize) -> io::Result<Vec<FileName>> {
        let mut names = Vec::new();
        for folder in self.shards().await? {
            let shard = folder.file_name().and_then(|shard| shard.to_str()).unwrap_or_default();
            if after.is_some_and(|after| shard < after.shard()) {
                continue;
            }
            let mut found = read_names(&folder).await?;
            found.retain(|name| after.is_none_or(|after| name > after));
            names.extend(found);
            if names.len() >= limit {
                break;
            }
        }
        names.truncate(limit);
        Ok(names)
    }
}

async fn read_names(folder: &Path) -> io::Result<Vec<FileName>> {
    let mut names = Vec::new();
    let mut entries = fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        names.extend(entry.file_name().to_str().and_then(|name| name.parse().ok()));
    }
    names.sort();
    Ok(names)
}

/// Content first, name last: a reader, or a crash, sees the whole file or none.
async fn write_and_rename(writing: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(writing).await?;
    file.write_all(content).await?;
    file.sync_all().await?;
    fs::rename(writing, path).await
}

fn io_error(action: &'static str, name: &FileName) -> impl FnOnce(io::Error) -> StorageError {
    let name = name.to_string();
    move |source| StorageError::Io { action, name, source }
}

#[async_trait::async_trait]
impl FileStore for FolderStore {
    async fn put(&self, name: &FileName, content: Bytes) -> Result<bool, StorageError> {
        if content.len() > FILE_SIZE_MAX_BYTES {
            return Err(StorageError::TooLarge { name: name.to_string() });
        }
        if self.exists(name).await? {
            return Ok(false);
        }
        self.write(name, &content).await.map_err(io_error("write", name))?;
        Ok(true)
    }

    async fn get(&self, name: &FileName) -> Result<Option<Bytes>, StorageError> {
        match fs::read(self.path(name)).await {
            Ok(content) => Ok(Some(content.into())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io_error("read", name)(error)),
        }
    }

    async fn exists(&self, name: &FileName) -> Result<bool, StorageError> {
        fs::try_exists(self.path(name)).await.map_err(io_error("look for", name))
    }

    async fn delete(&self, name: &FileName) -> Result<(), StorageError> {
        match fs::remove_file(self.path(name)).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(io_error("delete", name)(error)),
            _ => Ok(()),
        }
    }

    async fn list(&self, after: Option<&FileName>, limit: usize) -> Result<Vec<FileName>, StorageError> {
        let listed = self.names_after(after, limit).await;
        listed.map_err(|source| StorageError::Io { action: "list", name: self.root.display().to_string(), source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_put_once_read_listed_and_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let store = FolderStore::new(folder.path().join("media"));
        let [first, second] = ["aa11-320.jpg", "ab11-320.jpg"].map(|name| name.parse::<FileName>().unwrap());
        assert_eq!(store.list(None, 10).await.unwrap(), []);
        assert!(store.put(&second, Bytes::from_static(b"two")).await.unwrap());
        assert!(store.put(&first, Bytes::from_static(b"one")).await.unwrap());
        assert!(!store.put(&first, Bytes::from_static(b"other")).await.unwrap());
        assert_eq!(store.get(&first).await.unwrap().as_deref(), Some(b"one".as_slice()));
        assert_eq!(store.list(None, 1).await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(store.list(Some(&first), 10).await.unwrap(), [second]);
        store.delete(&first).await.unwrap();
        store.delete(&first).await.unwrap();
        assert_eq!(store.get(&first).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_failed_write_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("media");
        std::fs::write(&root, b"a file where the folder should be").unwrap();
        let store = FolderStore::new(&root);
        let name = "aa11-320.jpg".parse::<FileName>().unwrap();
        let refused = store.put(&name, Bytes::from_static(b"one")).await;
        assert!(matches!(refused, Err(StorageError::Io { .. })), "{refused:?}");
    }
}
