//! The folder of the socket: short, because a socket's path may have 107 bytes, and closed to everybody else.

use std::fs::{DirBuilder, Metadata};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use super::account::Account;
use super::error::{Naming as _, PrivateServerError};

const PRIVATE_MODE: u32 = 0o700;
/// The permission bits of a mode.
const PERMISSIONS: u32 = 0o777;

/// The folder of the socket for the data folder with `hash`, made if it is missing.
///
/// Everybody may write to `/tmp`, so a folder that exists is only used when it is the server's own and closed.
pub(super) fn folder(hash: &str, account: Account) -> Result<PathBuf, PrivateServerError> {
    let folder = Path::new("/tmp").join(format!("cholon-{hash}"));
    match DirBuilder::new().mode(PRIVATE_MODE).create(&folder) {
        Ok(()) => account.own(&folder)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            // Not following a link: a link is somebody's trap.
            let found = std::fs::symlink_metadata(&folder).naming("cannot look at", &folder)?;
            if !is_closed(&found) || (found.uid() != account.uid && found.uid() != own_uid()) {
                return Err(PrivateServerError::ForeignSocketFolder(folder));
            }
            account.own(&folder)?;
        }
        Err(error) => return Err(error).naming("cannot make", &folder),
    }
    Ok(folder)
}

fn is_closed(found: &Metadata) -> bool {
    found.is_dir() && found.mode() & PERMISSIONS == PRIVATE_MODE
}

fn own_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}
