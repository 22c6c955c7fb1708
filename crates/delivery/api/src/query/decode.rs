//! Percent-decoding that refuses what browsers let pass: half escapes and bytes that are no UTF-8.

/// A name or value of a query string as text; `None` when it is not properly encoded.
pub(super) fn component(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            plain => plain,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::component;

    #[test]
    fn only_proper_escapes_are_text() {
        let cases = [
            ("a+b", Some("a b")),
            ("%C4%91i%E1%BB%87n", Some("điện")),
            ("%00", Some("\0")),
            ("%2B", Some("+")),
            ("%", None),
            ("%4", None),
            ("%zz", None),
            ("%ff", None),
            ("%ED%A0%80", None),
        ];
        for (raw, text) in cases {
            assert_eq!(component(raw).as_deref(), text, "{raw}");
        }
    }
}
