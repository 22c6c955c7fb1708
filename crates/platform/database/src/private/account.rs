//! The user that PostgreSQL runs as: ourselves, or as root somebody without rights, because PostgreSQL refuses root.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::error::{Naming as _, PrivateServerError};

const ROOT: u32 = 0;
const PASSWD: &str = "/etc/passwd";
/// Users that root may hand PostgreSQL to, best first.
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

/// The user and group PostgreSQL runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
    /// Whether the process has to change to it.
    switched: bool,
}

impl Account {
    /// The owner of an existing cluster where root asks; ourselves where we are nobody special.
    pub(super) fn choose(cluster: Option<(&Path, &Metadata)>) -> Result<Self, PrivateServerError> {
        let own = rustix::process::geteuid().as_raw();
        match cluster {
            Some((path, metadata)) if own == ROOT && metadata.uid() == ROOT => {
                Err(PrivateServerError::ForeignCluster(path.to_owned()))
            }
            Some((_, metadata)) if own == ROOT => Ok(Self { uid: metadata.uid(), gid: metadata.gid(), switched: true }),
            Some((path, metadata)) if metadata.uid() != own => Err(PrivateServerError::ForeignCluster(path.to_owned())),
            None if own == ROOT => unprivileged(),
            _ => Ok(Self { uid: own, gid: rustix::process::getegid().as_raw(), switched: false }),
        }
    }

    /// A command that runs `program` as this user, away from our terminal and our settings.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null()).env("LC_ALL", "C").env("TZ", "UTC");
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG")) {
            command.env_remove(name);
        }
        if self.switched {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a file to this user.
    pub(super) fn own(&self, path: &Path) -> Result<(), PrivateServerError> {
        if !self.switched {
            return Ok(());
        }
        std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid)).naming("the owner cannot be set of", path)
    }

    /// Whether this user may walk down to `folder`.
    pub(super) fn reaches(&self, folder: &Path) -> bool {
        !self.switched || folder.ancestors().all(|step| std::fs::metadata(step).is_ok_and(|step| self.may_enter(&step)))
    }

    fn may_enter(&self, folder: &Metadata) -> bool {
        let shift = match (folder.uid() == self.uid, folder.gid() == self.gid) {
            (true, _) => 6,
            (false, true) => 3,
            (false, false) => 0,
        };
        (folder.mode() >> shift) & 1 == 1
    }
}

fn unprivileged() -> Result<Account, PrivateServerError> {
    let path = Path::new(PASSWD);
    let users = std::fs::read_to_string(path).naming("cannot read", path)?;
    CANDIDATES.iter().find_map(|name| find(&users, name)).ok_or(PrivateServerError::NoAccount)
}

fn find(users: &str, name: &str) -> Option<Account> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    let uid = fields.next()?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    (uid != ROOT).then_some(Account { uid, gid, switched: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_the_whole_name_and_never_root() {
        let users =
            "root:x:0:0::/root:/bin/sh\npostgresql:x:9:9::/:/bin/sh\npostgres:x:101:104:x:/:/bin/sh\nnobody:x:0:0:::";
        assert_eq!(find(users, "postgres"), Some(Account { uid: 101, gid: 104, switched: true }));
        assert_eq!(find(users, "nobody"), None);
        assert_eq!(find(users, "absent"), None);
    }
}
