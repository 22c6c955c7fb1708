//! Pages of a list: bounded sizes and opaque cursors.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// How many entries a page holds, between 1 and [`PageSize::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageSize(u16);

impl PageSize {
    /// The size when the caller names none.
    pub const DEFAULT: Self = Self(24);
    /// The largest page.
    pub const MAX: Self = Self(100);

    /// A page size; `None` when out of bounds.
    #[must_use]
    pub const fn new(size: u16) -> Option<Self> {
        if size == 0 || size > Self::MAX.0 { None } else { Some(Self(size)) }
    }

    /// The size as a count.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Where a page starts: an opaque, URL-safe text which only the list that made it understands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Cursor(String);

/// The text is not a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cursor is malformed")]
pub struct CursorError;

impl Cursor {
    /// The longest cursor that is accepted.
    pub const LENGTH_MAX: usize = 256;

    /// A cursor from the text that a list made of its position; only `A-Z a-z 0-9 - _ .` are allowed.
    pub fn new(text: impl Into<String>) -> Result<Self, CursorError> {
        let text = text.into();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if text.is_empty() || text.len() > Self::LENGTH_MAX || !text.bytes().all(allowed) {
            return Err(CursorError);
        }
        Ok(Self(text))
    }

    /// The cursor as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        Self::new(text)
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The entries, at most the asked size.
    pub items: Vec<T>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page with other entries.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_size_has_bounds() {
        assert_eq!(PageSize::new(0), None);
        assert_eq!(PageSize::new(101), None);
        assert_eq!(PageSize::new(100).map(PageSize::get), Some(100));
    }

    #[test]
    fn a_cursor_holds_url_safe_text_only() {
        assert!(Cursor::new("a-1_b.c").is_ok());
        for text in ["", "a b", "é", "a/b", &"x".repeat(257)] {
            assert_eq!(Cursor::new(text), Err(CursorError), "{text}");
        }
    }
}
