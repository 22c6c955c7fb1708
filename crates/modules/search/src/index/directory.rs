//! Index directories: numbered generations beside each other and a file that names the one in use.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Names the generation in use; replaced by renaming, so readers see the old or the new name, never half.
const CURRENT_FILE: &str = "current";
const GENERATION_PREFIX: &str = "index-";

/// The number of an index directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Generation(u64);

/// The folder that holds the generations.
#[derive(Debug, Clone)]
pub(crate) struct IndexDirectory {
    root: PathBuf,
}

impl IndexDirectory {
    /// The folder, made when missing.
    pub(crate) fn open(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        Ok(Self { root: root.to_owned() })
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The generation in use, if one was ever finished.
    pub(crate) fn current(&self) -> Option<Generation> {
        let text = fs::read_to_string(self.root.join(CURRENT_FILE)).ok()?;
        text.trim().parse().ok().map(Generation)
    }

    /// Where a generation lies.
    pub(crate) fn path(&self, generation: Generation) -> PathBuf {
        self.root.join(format!("{GENERATION_PREFIX}{}", generation.0))
    }

    /// An empty directory for a generation nobody has used.
    pub(crate) fn create_next(&self) -> io::Result<Generation> {
        let newest = self.generations()?.into_iter().chain(self.current()).max();
        let mut next = Generation(newest.map_or(1, |newest| newest.0 + 1));
        loop {
            match fs::create_dir(self.path(next)) {
                Ok(()) => return Ok(next),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => next.0 += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Makes `generation` the one in use.
    pub(crate) fn publish(&self, generation: Generation) -> io::Result<()> {
        let draft = self.root.join(format!("{CURRENT_FILE}.{}", generation.0));
        let mut file = fs::File::create(&draft)?;
        file.write_all(generation.0.to_string().as_bytes())?;
        file.sync_all()?;
        fs::rename(draft, self.root.join(CURRENT_FILE))
    }

    /// Removes generations older than the one in use; what is still mapped stays readable until it is closed.
    pub(crate) fn remove_older(&self) -> io::Result<()> {
        let Some(current) = self.current() else { return Ok(()) };
        for old in self.generations()?.into_iter().filter(|generation| *generation < current) {
            fs::remove_dir_all(self.path(old))?;
        }
        Ok(())
    }

    fn generations(&self) -> io::Result<Vec<Generation>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            let number = name.to_str().and_then(|name| name.strip_prefix(GENERATION_PREFIX));
            found.extend(number.and_then(|number| number.parse().ok()).map(Generation));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_generation_replaces_the_older_ones() {
        let folder = tempfile::tempdir().unwrap();
        let directory = IndexDirectory::open(folder.path()).unwrap();
        assert_eq!(directory.current(), None);
        let first = directory.create_next().unwrap();
        directory.publish(first).unwrap();
        let second = directory.create_next().unwrap();
        assert_eq!(directory.current(), Some(first));
        directory.publish(second).unwrap();
        directory.remove_older().unwrap();
        assert_eq!(directory.current(), Some(second));
        assert!(!directory.path(first).exists() && directory.path(second).exists());
    }
}
