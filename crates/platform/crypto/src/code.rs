//! One-time codes that people type.

use std::fmt;

use rand::Rng as _;

use crate::hmac::{hmac_sha256, is_same};

/// Digits of a code.
pub const CODE_DIGITS: usize = 6;

/// A code of six digits. Guessable by trying, so tries are counted where it is checked.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    /// A new code.
    #[must_use]
    pub fn random() -> Self {
        Self(format!("{:06}", rand::rng().random_range(0..1_000_000_u32)))
    }

    /// The code that somebody typed, spaces allowed; `None` when it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let is_code = digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then_some(Self(digits))
    }

    /// What the database keeps, bound to the row by `place`. A plain digest of a million possible codes could be turned
    /// around in a second, so it takes a key that is not in the database.
    #[must_use]
    pub fn digest(&self, key: &[u8; 32], place: &[u8]) -> [u8; 32] {
        hmac_sha256(key, &[place, b"\0", self.0.as_bytes()].concat())
    }

    /// Whether this is the code behind `digest`.
    #[must_use]
    pub fn is_behind(&self, digest: &[u8], key: &[u8; 32], place: &[u8]) -> bool {
        is_same(&self.digest(key, place), digest)
    }

    /// The code itself, for the message to its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognised_by_its_digest_in_its_own_place() {
        let (code, key) = (OneTimeCode::random(), [3; 32]);
        let digest = code.digest(&key, b"row");
        let typed = format!("{} {}", &code.reveal()[..3], &code.reveal()[3..]);
        assert!(OneTimeCode::parse(&typed).unwrap().is_behind(&digest, &key, b"row"));
        assert!(!code.is_behind(&digest, &key, b"another row"));
        assert!(!code.is_behind(&digest, &[4; 32], b"row"));
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(OneTimeCode::parse(text), None, "{text}");
        }
    }
}
