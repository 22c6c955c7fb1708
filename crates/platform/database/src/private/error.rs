//! Why the private server cannot be used, in words that say what to do.

use std::path::PathBuf;

/// Why the private server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PrivateServerError {
    /// There is no PostgreSQL on this machine.
    #[error(
        "no PostgreSQL 15 or newer was found on this machine; install it (Debian, Ubuntu: apt-get install postgresql; \
         Fedora: dnf install postgresql-server), or set DATABASE_URL to use one that runs elsewhere"
    )]
    NotInstalled,
    /// The cluster was made by a version that is not installed.
    #[error(
        "the data in {cluster} was written by PostgreSQL {found}, which is not installed; install postgresql-{found}, \
         or dump with it and restore into a new data folder"
    )]
    OtherVersion {
        /// The cluster's folder.
        cluster: PathBuf,
        /// The version that made it.
        found: u32,
    },
    /// As root there must be an account without rights to run PostgreSQL under.
    #[error("PostgreSQL refuses to run as root, and there is no account postgres or nobody to run it under")]
    NoAccount,
    /// A folder cannot be made or used.
    #[error("{path} cannot be used for the private database: {reason}")]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A program of PostgreSQL failed.
    #[error("{program} failed: {output}")]
    Program {
        /// Which one.
        program: &'static str,
        /// What it said.
        output: String,
    },
    /// The server did not come up.
    #[error("the private PostgreSQL did not come up: {reason}; its log is {log}")]
    NotUp {
        /// What was seen last.
        reason: String,
        /// Its log.
        log: PathBuf,
    },
}

impl PrivateServerError {
    pub(super) fn folder(path: impl Into<PathBuf>, reason: impl ToString) -> Self {
        Self::Folder { path: path.into(), reason: reason.to_string() }
    }
}
