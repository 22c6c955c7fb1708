//! Why the private server does not run, each with what to do.

use std::path::PathBuf;

/// Why the private server does not run.
#[derive(Debug, thiserror::Error)]
pub enum PrivateServerError {
    /// This machine has no PostgreSQL.
    #[error(
        "no PostgreSQL 15 or newer was found on this machine; install it (Debian and Ubuntu: `apt-get install \
         postgresql`, Fedora: `dnf install postgresql-server`, macOS: `brew install postgresql@16`), or set \
         DATABASE_URL to a server elsewhere"
    )]
    NotInstalled,
    /// The data was made by another major version than the installed ones.
    #[error(
        "{cluster} was made by PostgreSQL {made_by}, which is not installed (found: {found}); install PostgreSQL \
         {made_by}, or dump with it and restore into a new data folder"
    )]
    OtherVersion {
        /// The folder of the data.
        cluster: PathBuf,
        /// The version the data needs.
        made_by: u32,
        /// The versions that are installed.
        found: String,
    },
    /// The data belongs to somebody else.
    #[error("{0} belongs to another user; run as that user, or name another data folder")]
    ForeignCluster(PathBuf),
    /// The folder for the socket exists, and is not ours or open to others.
    #[error("{0} is not a folder that only this user can enter; remove it, PostgreSQL's socket has to be there")]
    ForeignSocketFolder(PathBuf),
    /// Root cannot run PostgreSQL, and there is nobody else to run it.
    #[error("PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor `nobody`")]
    NoAccount,
    /// A new cluster could not be made.
    #[error("a new database cluster could not be made: {0}")]
    Initdb(String),
    /// The server ended or did not become ready.
    #[error("PostgreSQL did not start; its log {log} ends with: {tail}")]
    NotStarted {
        /// The log of the server.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// The server ignored every request to stop.
    #[error("PostgreSQL (process {0}) did not stop")]
    NotStopped(i32),
    /// Another process holds the folder's start lock for too long.
    #[error("another process is starting or stopping the database in {0} and does not finish")]
    Busy(PathBuf),
    /// A file or folder.
    #[error("{what} {path}")]
    File {
        /// What was tried.
        what: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
    /// The started server does not let us in.
    #[error("the private database does not answer")]
    Database(#[from] sqlx::Error),
}

/// Names the file when a system call fails.
pub(super) trait Naming<T> {
    fn naming(self, what: &'static str, path: &std::path::Path) -> Result<T, PrivateServerError>;
}

impl<T> Naming<T> for std::io::Result<T> {
    fn naming(self, what: &'static str, path: &std::path::Path) -> Result<T, PrivateServerError> {
        self.map_err(|source| PrivateServerError::File { what, path: path.to_owned(), source })
    }
}
