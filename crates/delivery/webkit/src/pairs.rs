//! Pairs of names and values as addresses and forms write them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but the letters that RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Pairs that are looked at.
pub const PAIRS_MAX: usize = 64;
/// The longest text that is looked at, in bytes.
const LENGTH_MAX: usize = 8 * 1024;

/// The decoded pairs of a query part or a form, at most [`PAIRS_MAX`]; those without a value are left out.
pub fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    let text = &text[..text.floor_char_boundary(LENGTH_MAX)];
    text.split('&').take(PAIRS_MAX).filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        Some((decode(key), decode(value))).filter(|(_, value)| !value.is_empty())
    })
}

fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// A path with a query; without a question mark when there are no pairs.
#[must_use]
pub fn with_query<K: AsRef<str>, V: AsRef<str>>(path: &str, pairs: &[(K, V)]) -> String {
    let mut link = path.to_owned();
    for (index, (key, value)) in pairs.iter().enumerate() {
        link.push(if index == 0 { '?' } else { '&' });
        link.push_str(key.as_ref());
        link.push('=');
        link.push_str(&escape(value.as_ref()));
    }
    link
}

/// A text as one part of a path or query.
#[must_use]
pub fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_write_is_read_back() {
        let read: Vec<_> = pairs("ten=Ch%E1%BB%A3+L%E1%BB%9Bn&quyen=a&quyen=b&trong=&thua").collect();
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(read, [pair("ten", "Chợ Lớn"), pair("quyen", "a"), pair("quyen", "b")]);
        assert_eq!(pairs(&"a=1&".repeat(1000)).count(), PAIRS_MAX);
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(
            with_query("/tim-kiem", &[("q", "tủ & \"lạnh\"")]),
            "/tim-kiem?q=t%E1%BB%A7%20%26%20%22l%E1%BA%A1nh%22"
        );
        assert_eq!(with_query::<&str, &str>("/a", &[]), "/a");
    }
}
