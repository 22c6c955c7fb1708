//! The folder of the data: where it is, who owns it, how a new one is made.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::Durability;
use super::account::Account;
use super::binaries::Binaries;
use super::error::{Naming as _, PrivateServerError};

/// The role that owns everything in the private server.
pub(super) const ROLE: &str = "cholon";
/// The folder of the cluster inside the data folder.
const FOLDER: &str = "postgres";
/// Names the cluster's folder when it cannot be inside the data folder.
const LOCATION_FILE: &str = "postgres.location";
/// Where clusters go when root's data folder cannot be entered by the user that runs PostgreSQL.
const ELSEWHERE: &str = "/var/lib/cholon";
const PRIVATE_MODE: u32 = 0o700;
const PASSABLE_MODE: u32 = 0o711;

/// A cluster that exists or is about to.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) folder: PathBuf,
    pub(super) account: Account,
    pub(super) binaries: Binaries,
}

impl Cluster {
    /// The cluster of `data_dir`, made if there is none.
    pub(super) fn open(data_dir: &Path, hash: &str, durability: Durability) -> Result<Self, PrivateServerError> {
        let remembered = remembered(data_dir)?;
        if let Ok(metadata) = std::fs::metadata(&remembered) {
            let account = Account::choose(Some((&remembered, &metadata)))?;
            let binaries = Binaries::find(&remembered, Some(made_by(&remembered)?))?;
            let folder = remembered.canonicalize().naming("cannot find", &remembered)?;
            return Ok(Self { folder, account, binaries });
        }
        let account = Account::choose(None)?;
        let folder = place(data_dir, hash, account)?;
        let cluster = Self { binaries: Binaries::find(&folder, None)?, folder, account };
        cluster.make(durability)?;
        Ok(cluster)
    }

    /// Makes the cluster beside its place and moves it there, so that an interrupted making leaves nothing half.
    fn make(&self, durability: Durability) -> Result<(), PrivateServerError> {
        let fresh = self.folder.with_extension("new");
        if fresh.exists() {
            std::fs::remove_dir_all(&fresh).naming("cannot remove", &fresh)?;
        }
        DirBuilder::new().mode(PRIVATE_MODE).create(&fresh).naming("cannot make", &fresh)?;
        self.account.own(&fresh)?;
        let mut initdb = self.account.command(&self.binaries.program("initdb"));
        initdb.arg("--pgdata").arg(&fresh).args(["--username", ROLE, "--encoding", "UTF8", "--locale", "C.UTF-8"]);
        initdb.args(["--data-checksums", "--auth-local", "trust", "--auth-host", "reject", "--no-instructions"]);
        if durability == Durability::None {
            initdb.arg("--no-sync");
        }
        let output = initdb.output().naming("cannot run initdb for", &fresh)?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            let _best_effort = std::fs::remove_dir_all(&fresh);
            return Err(PrivateServerError::Initdb(reason));
        }
        std::fs::rename(&fresh, &self.folder).naming("cannot move the new cluster to", &self.folder)
    }
}

/// Where the cluster is, or would be if nothing stands against it.
fn remembered(data_dir: &Path) -> Result<PathBuf, PrivateServerError> {
    let file = data_dir.join(LOCATION_FILE);
    match std::fs::read_to_string(&file) {
        Ok(folder) => Ok(PathBuf::from(folder.trim())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(data_dir.join(FOLDER)),
        Err(error) => Err(error).naming("cannot read", &file),
    }
}

/// A place for a new cluster that `account` can reach.
fn place(data_dir: &Path, hash: &str, account: Account) -> Result<PathBuf, PrivateServerError> {
    if account.reaches(data_dir) {
        return Ok(data_dir.join(FOLDER));
    }
    let parent = Path::new(ELSEWHERE).join(hash);
    DirBuilder::new().recursive(true).mode(PASSABLE_MODE).create(&parent).naming("cannot make", &parent)?;
    let folder = parent.join(FOLDER);
    let file = data_dir.join(LOCATION_FILE);
    std::fs::write(&file, folder.display().to_string()).naming("cannot write", &file)?;
    tracing::info!(folder = %folder.display(), "the data folder is closed to the user of PostgreSQL, its data goes elsewhere");
    Ok(folder)
}

fn made_by(folder: &Path) -> Result<u32, PrivateServerError> {
    let file = folder.join("PG_VERSION");
    let version = std::fs::read_to_string(&file).naming("not a database cluster, cannot read", &file)?;
    version.trim().parse().map_err(|_digits| PrivateServerError::File {
        what: "not the version of a database cluster:",
        path: file,
        source: std::io::ErrorKind::InvalidData.into(),
    })
}
