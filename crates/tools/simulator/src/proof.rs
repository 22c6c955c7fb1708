//! The digests of the protocols, calculated apart from the shop's own.

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// `hex(HMAC-SHA256(app secret, access token))`: Facebook's and Zalo's `appsecret_proof`.
pub(crate) fn appsecret_proof(secret: &str, access_token: &str) -> String {
    hex::encode(hmac_sha256(secret, access_token))
}

/// The HMAC of `message`.
pub(crate) fn hmac_sha256(secret: &str, message: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), message.as_bytes())
}

/// Whether `verifier` is the one whose S256 challenge (RFC 7636) is `challenge`.
pub(crate) fn is_verifier_of(challenge: &str, verifier: &str) -> bool {
    let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || b"-._~".contains(&letter);
    let is_verifier = (43..=128).contains(&verifier.len()) && verifier.bytes().all(is_letter);
    is_verifier && URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes())) == challenge
}
