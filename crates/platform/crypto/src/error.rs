//! Why a secret could not be made or read.

/// Why something secret could not be made or read. Says nothing about the secret itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// More passwords wait to be checked than are taken; try again in a moment.
    #[error("too many passwords are being checked")]
    Overloaded,
    /// The sealed value was altered, cut, or sealed with another key or for another place.
    #[error("the sealed value cannot be opened with this shop's key")]
    Unsealable,
    /// The text is no key of the shop.
    #[error("the key of the shop must be 64 hexadecimal digits; make one with `openssl rand -hex 32`")]
    MalformedKey,
    /// The library refused; a programming error or a broken machine.
    #[error("cryptography failed: {0}")]
    Failed(&'static str),
}
