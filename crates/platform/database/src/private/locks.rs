//! File locks that processes sharing a data folder agree by. The kernel drops them when a process dies.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use super::error::PrivateServerError;
use super::layout::Layout;

/// The locks of one process.
#[derive(Debug)]
pub(super) struct Locks {
    users: File,
    start: StartLock,
}

/// The lock under which the server is started and stopped.
#[derive(Debug, Clone)]
pub(super) struct StartLock {
    path: PathBuf,
}

impl Locks {
    pub(super) fn open(layout: &Layout) -> Result<Self, PrivateServerError> {
        Ok(Self { users: open(&layout.users_lock)?, start: StartLock { path: layout.start_lock.clone() } })
    }

    /// Counts this process among the users.
    pub(super) async fn join(&self) -> Result<(), PrivateServerError> {
        let users = self.users.try_clone().map_err(|error| PrivateServerError::folder("postgres.users", error))?;
        blocking(move || users.lock_shared()).await
    }

    /// Leaves the users; whether nobody is left. Only called under the start lock, so that nobody joins a server that
    /// is about to stop: joining comes before starting, and starting waits for this lock.
    pub(super) fn leave(&self) -> Result<bool, PrivateServerError> {
        match self.users.try_lock() {
            Ok(()) => Ok(true),
            Err(std::fs::TryLockError::WouldBlock) => Ok(false),
            Err(std::fs::TryLockError::Error(error)) => Err(PrivateServerError::folder("postgres.users", error)),
        }
    }

    /// Waits until no other process starts or stops the server; held until the file is dropped.
    pub(super) async fn exclusive_start(&self) -> Result<File, PrivateServerError> {
        self.start.acquire().await
    }

    pub(super) fn starter(&self) -> StartLock {
        self.start.clone()
    }
}

impl StartLock {
    pub(super) async fn acquire(&self) -> Result<File, PrivateServerError> {
        let file = open(&self.path)?;
        let held = file.try_clone().map_err(|error| PrivateServerError::folder(&self.path, error))?;
        blocking(move || held.lock()).await?;
        Ok(file)
    }
}

fn open(path: &Path) -> Result<File, PrivateServerError> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|error| PrivateServerError::folder(path, error))
}

async fn blocking(wait: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> Result<(), PrivateServerError> {
    tokio::task::spawn_blocking(wait)
        .await
        .map_err(std::io::Error::other)
        .flatten()
        .map_err(|error| PrivateServerError::folder("the lock file", error))
}
