//! Which folders and files the private server uses.

use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::account::Account;
use super::error::PrivateServerError;

/// Where clusters go as root when the data folder cannot be reached by the account, such as one below `/root`.
const SYSTEM_ROOT: &str = "/var/lib/cholon";
/// Letters of the data folder's hash in names.
const HASH_LETTERS: usize = 12;

/// Where everything is.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) account: Account,
    /// The cluster itself.
    pub(super) cluster: PathBuf,
    /// The socket's folder; short, because a socket's path may have 107 bytes at most.
    pub(super) socket_dir: PathBuf,
    /// What PostgreSQL writes to its standard error.
    pub(super) log: PathBuf,
    /// Held shared by every process that uses the server.
    pub(super) users_lock: PathBuf,
    /// Held exclusively while starting or stopping.
    pub(super) start_lock: PathBuf,
}

impl Layout {
    pub(super) fn of(data_dir: &Path) -> Result<Self, PrivateServerError> {
        std::fs::create_dir_all(data_dir).map_err(|error| PrivateServerError::folder(data_dir, error))?;
        let data_dir = data_dir.canonicalize().map_err(|error| PrivateServerError::folder(data_dir, error))?;
        let account = Account::choose()?;
        let hash = hex::encode(Sha256::digest(data_dir.as_os_str().as_encoded_bytes()));
        let hash = hash.get(..HASH_LETTERS).unwrap_or(&hash);
        let layout = Self {
            account,
            cluster: cluster_dir(&data_dir, account, hash)?,
            socket_dir: PathBuf::from(format!("/tmp/cholon-{}-{hash}", account.uid)),
            log: data_dir.join("postgres.log"),
            users_lock: data_dir.join("postgres.users"),
            start_lock: data_dir.join("postgres.start"),
        };
        private_folder(&layout.socket_dir, account)?;
        Ok(layout)
    }
}

/// The cluster's folder: in the data folder, or in a system folder that the account can reach. The choice is written
/// down, so that a later change of rights does not lose the data.
fn cluster_dir(data_dir: &Path, account: Account, hash: &str) -> Result<PathBuf, PrivateServerError> {
    let note = data_dir.join("postgres.location");
    if let Ok(location) = std::fs::read_to_string(&note) {
        return Ok(PathBuf::from(location.trim()));
    }
    let beside = data_dir.join("postgres");
    if account.can_reach(&beside) {
        return Ok(beside);
    }
    let root = Path::new(SYSTEM_ROOT).join(hash);
    std::fs::create_dir_all(&root).map_err(|error| PrivateServerError::folder(&root, error))?;
    let cluster = root.join("postgres");
    std::fs::write(&note, cluster.display().to_string()).map_err(|error| PrivateServerError::folder(&note, error))?;
    Ok(cluster)
}

/// Makes a folder that only the account can enter, or makes sure that an existing one is such a folder: in `/tmp`
/// somebody else may have put one there first.
fn private_folder(folder: &Path, account: Account) -> Result<(), PrivateServerError> {
    match std::fs::DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => account.take(folder),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let meta = folder.symlink_metadata().map_err(|error| PrivateServerError::folder(folder, error))?;
            if meta.is_dir() && meta.uid() == account.uid && meta.mode() & 0o077 == 0 {
                Ok(())
            } else {
                Err(PrivateServerError::folder(folder, "it belongs to somebody else; remove it"))
            }
        }
        Err(error) => Err(PrivateServerError::folder(folder, error)),
    }
}
