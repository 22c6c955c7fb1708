//! Time-based one-time passwords (RFC 6238): the second factor of staff.

use aws_lc_rs::hmac;
use secrecy::{ExposeSecret as _, SecretBox};

/// Seconds that one password lasts.
pub const TOTP_STEP_SECONDS: i64 = 30;
/// Steps before and after the current one that count too: clocks differ.
const STEPS_ASIDE: i64 = 1;
/// Bytes of a secret: what RFC 4226 recommends.
const SECRET_LENGTH: usize = 20;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret that an authenticator app and the shop share.
#[derive(Debug)]
pub struct TotpSecret(SecretBox<Vec<u8>>);

impl TotpSecret {
    /// A new secret.
    #[must_use]
    pub fn random() -> Self {
        Self::from_bytes(rand::random::<[u8; SECRET_LENGTH]>().to_vec())
    }

    /// The secret with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// Its bytes, to be sealed.
    #[must_use]
    pub fn reveal(&self) -> &[u8] {
        self.0.expose_secret()
    }

    /// The secret in base32 (RFC 4648), as people type it into an app.
    #[must_use]
    pub fn base32(&self) -> String {
        base32(self.reveal())
    }

    /// The link that an authenticator app reads.
    #[must_use]
    pub fn link(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (encoded(issuer), encoded(account));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.base32())
    }

    /// The step whose password `typed` is, near `unix_seconds` and after `last_step`: each password counts once.
    #[must_use]
    pub fn step_of(&self, typed: &str, unix_seconds: i64, last_step: Option<i64>) -> Option<i64> {
        let now = unix_seconds.div_euclid(TOTP_STEP_SECONDS);
        let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        let fits = |step: &i64| crate::is_same(self.password(*step).as_bytes(), typed.as_bytes());
        let steps = (now - STEPS_ASIDE)..=(now + STEPS_ASIDE);
        steps.filter(|step| last_step.is_none_or(|last| *step > last)).find(fits)
    }

    /// The password of a step (RFC 4226, section 5.3).
    #[must_use]
    pub fn password(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.reveal());
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let bytes = tag.as_ref();
        let offset = usize::from(bytes[bytes.len() - 1] & 0x0f);
        let word = bytes[offset..offset + 4].iter().fold(0_u32, |word, byte| (word << 8) | u32::from(*byte));
        format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
    }
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let word = (0..5).fold(0_u64, |word, index| (word << 8) | u64::from(*chunk.get(index).unwrap_or(&0)));
        let letters = (chunk.len() * 8).div_ceil(5);
        let [_, _, _, five @ ..] = word.to_be_bytes();
        let bit = |index: usize| five[index / 8] >> (7 - index % 8) & 1;
        let letter = |index: usize| (0..5).fold(0, |value, place| (value << 1) | bit(index * 5 + place));
        text.extend((0..letters).map(|index| char::from(ALPHABET[usize::from(letter(index))])));
    }
    text
}

/// Percent encoding of everything that is not unreserved (RFC 3986).
fn encoded(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890".to_vec())
    }

    #[test]
    fn passwords_are_those_of_rfc_6238() {
        for (seconds, password) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(secret().password(seconds / TOTP_STEP_SECONDS), password);
        }
    }

    #[test]
    fn a_password_counts_once_and_only_in_its_time() {
        let now = 1_234_567_890;
        let typed = secret().password(now / TOTP_STEP_SECONDS);
        let step = secret().step_of(&format!(" {} {}", &typed[..3], &typed[3..]), now, None).unwrap();
        assert_eq!(secret().step_of(&typed, now, Some(step)), None);
        assert_eq!(secret().step_of(&typed, now + TOTP_STEP_SECONDS, None), Some(step));
        assert_eq!(secret().step_of(&typed, now + 2 * TOTP_STEP_SECONDS, None), None);
        assert_eq!(secret().step_of("000000", now, None), None);
    }

    #[test]
    fn apps_read_the_link() {
        let link = secret().link("Chợ Lớn", "an@example.vn");
        let expected = "otpauth://totp/Ch%E1%BB%A3%20L%E1%BB%9Bn:an%40example.vn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
            &issuer=Ch%E1%BB%A3%20L%E1%BB%9Bn";
        assert_eq!(link, expected);
        assert_eq!(base32(b"f"), "MY");
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
    }
}
