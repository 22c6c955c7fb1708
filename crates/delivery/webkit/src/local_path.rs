//! Paths that somebody may be sent on to: of this shop and nowhere else.

/// The longest path that is remembered for after a log-in.
const LENGTH_MAX: usize = 500;

/// The path, if it leads nowhere but into this shop; the home page otherwise.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let is_path = path.starts_with('/') && !path.starts_with("//") && path.len() <= LENGTH_MAX;
    // Browsers take a backslash for a slash and drop control characters.
    let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_path && is_plain { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for path in ["/", "/gio-hang?a=1#b", "/en/tai-khoan"] {
            assert_eq!(local_path(path), path);
        }
        for path in
            ["", "//evil.example", "/\\evil.example", "https://evil.example", "/\n/evil.example", "javascript:alert(1)"]
        {
            assert_eq!(local_path(path), "/", "{path}");
        }
    }
}
