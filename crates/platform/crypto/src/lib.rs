//! Secrets: the key of the shop, passwords, random tokens, one-time codes, sealed values and signed tokens.
//!
//! Invariants: secrets are compared in constant time; nothing secret is in a `Debug` text or an error; hashing of
//! passwords never runs on the async runtime and is bounded.

mod code;
mod error;
mod hmac;
mod master;
mod password;
mod sealed;
mod signing;
mod token;
mod totp;

pub use code::{CODE_DIGITS, OneTimeCode};
pub use error::CryptoError;
pub use hmac::{hmac_sha256, is_same, sha256};
pub use master::MasterKey;
pub use password::{PASSWORD_LENGTH_MAX, Passwords, Verdict};
pub use sealed::Sealer;
pub use signing::{PublicKey, SigningKey, TokenError, VerifyingKeys};
pub use token::Token;
pub use totp::{TOTP_STEP_SECONDS, TotpSecret};
