//! Finding the distribution's PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::PrivateServerError;

/// The oldest version that the schema runs on.
const MAJOR_MIN: u32 = 15;
/// Where distributions put versions side by side: the folder, what stands before the version in its name, what is below.
const PLACES: [(&str, &str); 3] =
    [("/usr/lib/postgresql", ""), ("/usr", "pgsql-"), ("/opt/homebrew/opt", "postgresql@")];

/// One installed PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binaries {
    pub(super) major: u32,
    folder: PathBuf,
}

impl Binaries {
    /// The installed version for a cluster made by `made_by`, or the newest for a new one.
    pub(super) fn find(cluster: &Path, made_by: Option<u32>) -> Result<Self, PrivateServerError> {
        let mut installed = side_by_side();
        if !installed.iter().any(|one| made_by.is_none_or(|major| one.major == major)) {
            installed.extend(on_path());
        }
        choose(installed, cluster, made_by)
    }

    /// The program `name` of this version.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn choose(installed: Vec<Binaries>, cluster: &Path, made_by: Option<u32>) -> Result<Binaries, PrivateServerError> {
    let mut usable: Vec<Binaries> = installed.into_iter().filter(|one| one.major >= MAJOR_MIN).collect();
    usable.sort_by_key(|one| std::cmp::Reverse(one.major));
    let Some(newest) = usable.first() else { return Err(PrivateServerError::NotInstalled) };
    let Some(made_by) = made_by else { return Ok(newest.clone()) };
    let found = usable.iter().map(|one| one.major.to_string()).collect::<Vec<_>>().join(", ");
    let same = usable.into_iter().find(|one| one.major == made_by);
    same.ok_or_else(|| PrivateServerError::OtherVersion { cluster: cluster.to_owned(), made_by, found })
}

fn side_by_side() -> Vec<Binaries> {
    let mut found = Vec::new();
    for (place, prefix) in PLACES {
        for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let major = name.to_str().and_then(|name| name.strip_prefix(prefix)).and_then(|major| major.parse().ok());
            let folder = entry.path().join("bin");
            found.extend(major.filter(|_| is_complete(&folder)).map(|major| Binaries { major, folder }));
        }
    }
    found
}

fn on_path() -> Vec<Binaries> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute() && is_complete(folder));
    folders.filter_map(|folder| Some(Binaries { major: ask_version(&folder)?, folder })).collect()
}

/// A client package alone has neither program.
fn is_complete(folder: &Path) -> bool {
    ["postgres", "initdb"].iter().all(|program| folder.join(program).is_file())
}

fn ask_version(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    major_of(std::str::from_utf8(&output.stdout).ok()?)
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is 15.
fn major_of(answer: &str) -> Option<u32> {
    let version = answer.split(')').nth(1)?.trim_start();
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(majors: &[u32]) -> Vec<Binaries> {
        majors.iter().map(|major| Binaries { major: *major, folder: format!("/usr/lib/{major}/bin").into() }).collect()
    }

    #[test]
    fn versions_are_read_from_the_programs_answer() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 17beta1\n"), Some(17));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn a_new_cluster_takes_the_newest_and_an_old_one_its_own() {
        let cluster = Path::new("/data/postgres");
        assert_eq!(choose(installed(&[15, 17, 16]), cluster, None).unwrap().major, 17);
        assert_eq!(choose(installed(&[15, 17, 16]), cluster, Some(15)).unwrap().major, 15);
    }

    #[test]
    fn what_is_missing_is_said() {
        let cluster = Path::new("/data/postgres");
        let none = choose(installed(&[13, 14]), cluster, None).unwrap_err().to_string();
        assert!(none.contains("apt-get install postgresql") && none.contains("DATABASE_URL"), "{none}");
        let other = choose(installed(&[16]), cluster, Some(15)).unwrap_err().to_string();
        assert!(other.contains("PostgreSQL 15") && other.contains("16"), "{other}");
    }
}
