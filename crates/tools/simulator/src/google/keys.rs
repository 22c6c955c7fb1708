//! Google's signing keys: the present one, and the one before it that is still published.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// Keys that are published at the same time.
const PUBLISHED_MAX: usize = 2;

/// An RSA key that signs tokens.
pub(crate) struct SigningKey {
    pub(crate) id: String,
    pair: KeyPair,
}

impl SigningKey {
    /// A new key of 2048 bits.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_refused| anyhow::anyhow!("no RSA key"))?;
        Ok(Self { id: hex::encode(rand::random::<[u8; 20]>()), pair })
    }

    /// The RS256 signature of `message`.
    pub(crate) fn sign(&self, message: &str) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let signed = self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature);
        signed.map_or_else(|_refused| Vec::new(), |()| signature)
    }

    /// The public half, as everybody can read it.
    pub(crate) fn public(&self) -> Value {
        let (modulus, exponent) = components(self.pair.public_key().as_ref()).unwrap_or_default();
        let (modulus, exponent) = (URL_SAFE_NO_PAD.encode(modulus), URL_SAFE_NO_PAD.encode(exponent));
        json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id, "n": modulus, "e": exponent })
    }
}

/// The keys, the present one last.
pub(crate) struct Keys(Vec<SigningKey>);

impl Keys {
    pub(crate) fn new() -> anyhow::Result<Self> {
        Ok(Self(vec![SigningKey::new()?]))
    }

    /// Signs with another key from now on.
    pub(crate) fn rotate(&mut self, key: SigningKey) {
        self.0.push(key);
        let surplus = self.0.len().saturating_sub(PUBLISHED_MAX);
        self.0.drain(..surplus);
    }

    /// The key that signs now.
    pub(crate) fn present(&self) -> &SigningKey {
        &self.0[self.0.len() - 1]
    }

    /// The JSON Web Key Set (RFC 7517).
    pub(crate) fn published(&self) -> Value {
        json!({ "keys": self.0.iter().map(SigningKey::public).collect::<Vec<_>>() })
    }
}

/// Modulus and exponent of an `RSAPublicKey` (RFC 8017, A.1.1) in DER: a sequence of two integers.
fn components(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (sequence, _nothing) = element(der, 0x30)?;
    let (modulus, rest) = element(sequence, 0x02)?;
    let (exponent, _nothing) = element(rest, 0x02)?;
    // A zero byte says that the number is not negative; a JSON Web Key has none.
    Some((modulus.strip_prefix(&[0]).unwrap_or(modulus), exponent))
}

/// The content of the DER element at the start, which has this tag, and what comes behind it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, first], rest) = der.split_first_chunk::<2>()?;
    let length_bytes = if first < 0x80 { 0 } else { usize::from(first & 0x7f) };
    let (length, rest) = rest.split_at_checked(length_bytes)?;
    let length = match length_bytes {
        0 => usize::from(first),
        _ => length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)),
    };
    if found == tag { rest.split_at_checked(length) } else { None }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

    use super::*;

    #[test]
    fn what_is_published_verifies_what_is_signed() {
        let key = SigningKey::new().unwrap();
        let public = key.public();
        let part = |name: &str| URL_SAFE_NO_PAD.decode(public[name].as_str().unwrap()).unwrap();
        let public = RsaPublicKeyComponents { n: part("n"), e: part("e") };
        assert_eq!((public.n.len(), &public.e[..]), (256, &[1, 0, 1][..]));
        let verified = |message: &[u8]| public.verify(&RSA_PKCS1_2048_8192_SHA256, message, &key.sign("text"));
        assert!(verified(b"text").is_ok());
        assert!(verified(b"texT").is_err());
    }

    #[test]
    fn a_key_is_published_until_two_newer_ones_are_there() {
        let mut keys = Keys::new().unwrap();
        let first = keys.present().id.clone();
        let is_published = |keys: &Keys| keys.published().to_string().contains(&first);
        keys.rotate(SigningKey::new().unwrap());
        assert!(is_published(&keys) && keys.present().id != first);
        keys.rotate(SigningKey::new().unwrap());
        assert!(!is_published(&keys));
    }
}
