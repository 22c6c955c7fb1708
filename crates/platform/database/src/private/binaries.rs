//! Where the distribution put PostgreSQL's programs.

use std::path::{Path, PathBuf};

use super::error::PrivateServerError;

/// The oldest major version whose features we use.
const VERSION_MIN: u32 = 15;
/// Folders that hold a folder per major version.
const VERSIONED_ROOTS: [&str; 2] = ["/usr/lib/postgresql", "/opt/homebrew/opt"];
/// Folders that hold programs directly.
const PLAIN_FOLDERS: [&str; 4] = ["/usr/bin", "/usr/local/bin", "/usr/local/pgsql/bin", "/usr/libexec/postgresql"];

/// The programs of one major version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binaries {
    pub(super) version: u32,
    folder: PathBuf,
}

impl Binaries {
    /// The newest installed version, or exactly `wanted`.
    pub(super) fn find(wanted: Option<u32>) -> Result<Option<Self>, PrivateServerError> {
        let installed = installed();
        if installed.is_empty() {
            return Err(PrivateServerError::NotInstalled);
        }
        Ok(match wanted {
            Some(version) => installed.into_iter().find(|binaries| binaries.version == version),
            None => installed.into_iter().max_by_key(|binaries| binaries.version),
        })
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn installed() -> Vec<Binaries> {
    let mut found: Vec<Binaries> = VERSIONED_ROOTS.iter().flat_map(|root| versions_below(Path::new(root))).collect();
    found.extend(PLAIN_FOLDERS.iter().filter_map(|folder| plain(Path::new(folder))));
    found.retain(|binaries| binaries.version >= VERSION_MIN);
    found
}

fn versions_below(root: &Path) -> Vec<Binaries> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.trim_start_matches("postgresql@").parse().ok()?;
            complete(entry.path().join("bin"), version)
        })
        .collect()
}

fn plain(folder: &Path) -> Option<Binaries> {
    if !folder.join("postgres").exists() {
        return None;
    }
    let output = std::process::Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    complete(folder.to_owned(), version_of(&String::from_utf8_lossy(&output.stdout))?)
}

fn complete(folder: PathBuf, version: u32) -> Option<Binaries> {
    let has = |name: &str| folder.join(name).exists();
    (has("postgres") && has("initdb") && has("pg_ctl")).then_some(Binaries { version, folder })
}

/// The major version in a line such as `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn version_of(line: &str) -> Option<u32> {
    let number = line.split(") ").nth(1)?;
    number.split(['.', ' ', '\n', 'b', 'r']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(version_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(version_of("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(version_of("something else"), None);
    }
}
