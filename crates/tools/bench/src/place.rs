//! The folder of one bench: deleted when the bench ends, however it ends.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// A folder that is deleted when it is dropped.
#[derive(Debug)]
pub(crate) struct WorkDir(PathBuf);

impl WorkDir {
    /// Makes a folder of this process's own inside `parent` or the machine's temporary folder.
    pub(crate) fn create(parent: Option<&Path>) -> anyhow::Result<Self> {
        let parent = parent.map_or_else(std::env::temp_dir, Path::to_path_buf);
        let path = parent.join(format!("cholon-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Self(path))
    }

    /// A path inside the folder.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for WorkDir {
    fn drop(&mut self) {
        let _nothing_to_do_about_leftovers = std::fs::remove_dir_all(&self.0);
    }
}
