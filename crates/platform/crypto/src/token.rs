//! Random tokens: opaque to who holds them, kept only as digests.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::hmac::sha256;

/// Letters of a token.
const TOKEN_LENGTH: usize = 43;

/// 256 random bits, written with letters that stand in addresses, headers and cookies.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new token.
    #[must_use]
    pub fn random() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// The token with this text; `None` when it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_');
        (text.len() == TOKEN_LENGTH && text.bytes().all(is_letter)).then(|| Self(text.to_owned()))
    }

    /// What the database keeps: nobody who reads it can make the token.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(self.0.as_bytes())
    }

    /// The token itself, for who is to hold it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_text_and_hides_in_debug_texts() {
        let token = Token::random();
        let again = Token::parse(token.reveal()).unwrap();
        assert_eq!(again.digest(), token.digest());
        assert_ne!(Token::random(), token);
        assert!(!format!("{token:?}").contains(token.reveal()));
        assert_eq!(Token::parse("short"), None);
        assert_eq!(Token::parse(&"!".repeat(TOKEN_LENGTH)), None);
    }
}
