//! Names of stored files that are safe in every file system, URL and object store.

use std::fmt;
use std::str::FromStr;

/// The longest name.
const LENGTH_MAX: usize = 120;

/// A name of lower-case ASCII letters, digits, `-` and single dots inside: no folder, nothing hidden, no way out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileName(String);

/// The text is not a safe file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a file name of a-z, 0-9, hyphens and single dots")]
pub struct FileNameError;

impl FileName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first two letters, by which a folder store spreads its files.
    pub(crate) fn shard(&self) -> &str {
        self.0.get(..2).unwrap_or("00")
    }
}

impl FromStr for FileName {
    type Err = FileNameError;

    fn from_str(text: &str) -> Result<Self, FileNameError> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
        let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = text.as_bytes();
        let is_safe = (4..=LENGTH_MAX).contains(&bytes.len())
            && bytes.iter().copied().all(is_allowed)
            && bytes.iter().take(2).all(u8::is_ascii_alphanumeric)
            && is_edge(bytes.last())
            && !text.contains("..");
        if is_safe { Ok(Self(text.to_owned())) } else { Err(FileNameError) }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_store() {
        assert!("0123abcd-320.webp".parse::<FileName>().is_ok());
        for text in [
            "",
            "a",
            "..",
            "../a.jpg",
            "/etc/passwd",
            "a..jpg",
            ".hidden",
            "ab/c.jpg",
            "AB.jpg",
            "ab\0.jpg",
            "abc.",
            "-abc",
        ] {
            assert_eq!(text.parse::<FileName>(), Err(FileNameError), "{text}");
        }
    }
}
