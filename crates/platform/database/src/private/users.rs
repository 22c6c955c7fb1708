//! Who uses the server: processes that share a data folder count themselves with file locks.
//!
//! Everybody who uses the server holds a shared lock on one file. Starting and stopping happen under an exclusive lock
//! on another. Whoever leaves and then gets the first file alone is the last one. The system drops the locks of a
//! killed process, so nothing is ever counted wrongly.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::error::{Naming as _, PrivateServerError};

/// Starting may wait for a crash recovery in another process.
const TURN_TIMEOUT: Duration = Duration::from_mins(4);
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// This process's membership among the users.
#[derive(Debug)]
pub(super) struct Users {
    members: File,
    turn: PathBuf,
    data_dir: PathBuf,
}

/// The right to start or stop the server; ends when dropped.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Users {
    /// Opens the lock files of `data_dir`.
    pub(super) fn of(data_dir: &Path) -> Result<Self, PrivateServerError> {
        let members = open(&data_dir.join("postgres.users"))?;
        Ok(Self { members, turn: data_dir.join("postgres.start"), data_dir: data_dir.to_owned() })
    }

    /// Waits for the turn to start or stop the server.
    pub(super) async fn turn(&self) -> Result<Turn, PrivateServerError> {
        let deadline = Instant::now() + TURN_TIMEOUT;
        loop {
            if let Some(turn) = self.try_turn()? {
                return Ok(turn);
            }
            if Instant::now() > deadline {
                return Err(PrivateServerError::Busy(self.data_dir.clone()));
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// The turn if nobody has it.
    pub(super) fn try_turn(&self) -> Result<Option<Turn>, PrivateServerError> {
        let file = open(&self.turn)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Turn(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).naming("cannot lock", &self.turn),
        }
    }

    /// Becomes a user. Only with the turn, so that nobody is stopping the server meanwhile.
    pub(super) fn join(&self, _turn: &Turn) -> Result<(), PrivateServerError> {
        self.members.lock_shared().naming("cannot lock the users of", &self.data_dir)
    }

    /// Is no user any more; `true` for the last one, who stops the server. Only with the turn.
    pub(super) fn leave(&self, _turn: &Turn) -> Result<bool, PrivateServerError> {
        self.members.unlock().naming("cannot unlock the users of", &self.data_dir)?;
        match self.members.try_lock() {
            // Nobody joins without the turn, so the lock has told what it had to.
            Ok(()) => self.members.unlock().naming("cannot unlock the users of", &self.data_dir).map(|()| true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error).naming("cannot lock the users of", &self.data_dir),
        }
    }
}

fn open(path: &Path) -> Result<File, PrivateServerError> {
    OpenOptions::new().create(true).append(true).open(path).naming("cannot open", path)
}
