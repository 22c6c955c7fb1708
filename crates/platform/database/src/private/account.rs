//! Under whose account PostgreSQL runs: ours, or as root one without rights, because PostgreSQL refuses root.

use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::Path;

use super::error::PrivateServerError;

/// Accounts to run under as root, best first. Debian's package makes the first one.
const CANDIDATES: [&str; 2] = ["postgres", "nobody"];

/// The account that PostgreSQL runs under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
    /// Whether it is another one than ours, so that folders have to be handed over.
    pub(super) is_other: bool,
}

impl Account {
    pub(super) fn choose() -> Result<Self, PrivateServerError> {
        let own = std::fs::metadata("/proc/self").map_err(|error| PrivateServerError::folder("/proc/self", error))?;
        if own.uid() != 0 {
            return Ok(Self { uid: own.uid(), gid: own.gid(), is_other: false });
        }
        let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        CANDIDATES.iter().find_map(|name| entry(&passwd, name)).ok_or(PrivateServerError::NoAccount)
    }

    /// Hands a folder or file over to the account.
    pub(super) fn take(self, path: &Path) -> Result<(), PrivateServerError> {
        if !self.is_other {
            return Ok(());
        }
        chown(path, Some(self.uid), Some(self.gid)).map_err(|error| PrivateServerError::folder(path, error))
    }

    /// Whether the account can enter every folder above `path`.
    pub(super) fn can_reach(self, path: &Path) -> bool {
        !self.is_other || path.ancestors().skip(1).all(|folder| self.can_enter(folder))
    }

    fn can_enter(self, folder: &Path) -> bool {
        let Ok(meta) = std::fs::metadata(folder) else { return true };
        let bit = if meta.uid() == self.uid {
            0o100
        } else if meta.gid() == self.gid {
            0o010
        } else {
            0o001
        };
        meta.mode() & bit != 0
    }
}

/// The entry of `name` in the text of a passwd file (passwd(5)).
fn entry(passwd: &str, name: &str) -> Option<Account> {
    let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    let uid = fields.next()?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(Account { uid, gid, is_other: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let passwd =
            "root:x:0:0::/root:/bin/sh\npostgres2:x:1:1::/:/bin/sh\npostgres:x:104:105::/var/lib/postgresql:/bin/sh\n";
        assert_eq!(entry(passwd, "postgres"), Some(Account { uid: 104, gid: 105, is_other: true }));
        assert_eq!(entry(passwd, "nobody"), None);
    }
}
