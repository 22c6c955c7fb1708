//! The password that an authenticator app shows.

use cholon_crypto::{TOTP_STEP_SECONDS, TotpSecret};

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an app that was given a secret in base32 shows at a moment, in seconds since 1970. Letters that base32 does not
/// have, such as spaces, are passed over.
#[must_use]
pub fn one_time_password(base32: &str, at: i64) -> String {
    let values = base32.chars().filter_map(|letter| ALPHABET.find(letter));
    let bits: Vec<bool> = values.flat_map(|value| (0..5).rev().map(move |bit| value >> bit & 1 == 1)).collect();
    let byte = |bits: &[bool]| bits.iter().fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit));
    TotpSecret::from_bytes(bits.chunks_exact(8).map(byte).collect()).password(at.div_euclid(TOTP_STEP_SECONDS))
}
