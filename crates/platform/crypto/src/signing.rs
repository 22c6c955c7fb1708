//! Signed tokens: JWT (RFC 7519) with Ed25519 (RFC 8037), several keys at a time.

use std::collections::HashMap;
use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::CryptoError;
use crate::hmac::sha256;

/// The longest token that is looked at, in bytes.
const TOKEN_LENGTH_MAX: usize = 4096;
/// Letters of a key's name.
const KEY_ID_LENGTH: usize = 16;

/// Why a signed token does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It is none, was altered, or was signed by another way than ours.
    #[error("the token is not one of this shop")]
    Invalid,
    /// No key of this name is in force.
    #[error("the key of the token is unknown or revoked")]
    UnknownKey,
    /// Its time is over.
    #[error("the token has expired")]
    Expired,
}

/// A key that signs.
pub struct SigningKey {
    id: String,
    encoding: EncodingKey,
    document: Vec<u8>,
    public: PublicKey,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The half of a key that everybody may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl SigningKey {
    /// A new key.
    pub fn generate() -> Result<Self, CryptoError> {
        let pair = Ed25519KeyPair::generate().map_err(|_refused| CryptoError::Failed("making a signing key"))?;
        let document = pair.to_pkcs8v1().map_err(|_refused| CryptoError::Failed("writing a signing key"))?;
        Self::read(document.as_ref())
    }

    /// The key in a PKCS#8 document, as [`Self::document`] wrote it.
    pub fn read(document: &[u8]) -> Result<Self, CryptoError> {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(document);
        let pair = pair.map_err(|_refused| CryptoError::Failed("reading a signing key"))?;
        let public = PublicKey(pair.public_key().as_ref().to_vec());
        let encoding = EncodingKey::from_ed_der(document);
        Ok(Self { id: public.id(), encoding, document: document.to_vec(), public })
    }

    /// The key's name, made from its public half.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key as a PKCS#8 document, to be sealed.
    #[must_use]
    pub fn document(&self) -> &[u8] {
        &self.document
    }

    /// Its public half.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// A token that says `claims`.
    pub fn sign<C: Serialize>(&self, claims: &C) -> Result<String, CryptoError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.encoding).map_err(|_refused| CryptoError::Failed("signing a token"))
    }
}

impl PublicKey {
    /// The key with these bytes, as [`Self::bytes`] gave them.
    #[must_use]
    pub const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the key.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The name of the key: the start of its digest.
    #[must_use]
    pub fn id(&self) -> String {
        hex::encode(sha256(&self.0))[..KEY_ID_LENGTH].to_owned()
    }

    /// The key as others read it (RFC 7517, RFC 8037).
    #[must_use]
    pub fn jwk(&self) -> serde_json::Value {
        serde_json::json!({
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
            "kid": self.id(), "x": URL_SAFE_NO_PAD.encode(&self.0),
        })
    }
}

/// The keys whose tokens count.
#[derive(Clone, Default)]
pub struct VerifyingKeys(HashMap<String, DecodingKey>);

impl fmt::Debug for VerifyingKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl VerifyingKeys {
    /// These keys and no others.
    #[must_use]
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a PublicKey>) -> Self {
        Self(keys.into_iter().map(|key| (key.id(), DecodingKey::from_ed_der(&key.0))).collect())
    }

    /// What a token says, once its signature holds and it was issued by `issuer`. Only Ed25519 counts, whatever the
    /// token says of itself. Whether its time is over is asked of `unix_seconds`, by its claim `exp`.
    pub fn verify<C: DeserializeOwned>(&self, token: &str, issuer: &str, unix_seconds: i64) -> Result<C, TokenError> {
        if token.len() > TOKEN_LENGTH_MAX {
            return Err(TokenError::Invalid);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_malformed| TokenError::Invalid)?;
        if header.alg != Algorithm::EdDSA {
            return Err(TokenError::Invalid);
        }
        let key = header.kid.as_deref().and_then(|id| self.0.get(id)).ok_or(TokenError::UnknownKey)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        // The library would ask the machine for the time; ours is passed in.
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = jsonwebtoken::decode::<serde_json::Value>(token, key, &validation);
        let claims = decoded.map_err(|_refused| TokenError::Invalid)?.claims;
        let expires = claims.get("exp").and_then(serde_json::Value::as_i64).ok_or(TokenError::Invalid)?;
        if expires <= unix_seconds {
            return Err(TokenError::Expired);
        }
        serde_json::from_value(claims).map_err(|_shape| TokenError::Invalid)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_795_000_000;

    fn claims() -> Value {
        json!({ "sub": "someone", "iss": "shop", "iat": NOW, "exp": NOW + 900 })
    }

    fn verify(keys: &VerifyingKeys, token: &str, now: i64) -> Result<Value, TokenError> {
        keys.verify(token, "shop", now)
    }

    #[test]
    fn a_token_counts_with_its_key_and_in_its_time() {
        let key = SigningKey::generate().unwrap();
        let keys = VerifyingKeys::new([key.public()]);
        let token = SigningKey::read(key.document()).unwrap().sign(&claims()).unwrap();
        assert_eq!(verify(&keys, &token, NOW), Ok(claims()));
        assert_eq!(verify(&keys, &token, NOW + 900), Err(TokenError::Expired));
        assert_eq!(keys.verify::<Value>(&token, "another shop", NOW), Err(TokenError::Invalid));
        assert_eq!(verify(&VerifyingKeys::default(), &token, NOW), Err(TokenError::UnknownKey));
    }

    #[test]
    fn tampered_and_swapped_tokens_do_not_count() {
        let key = SigningKey::generate().unwrap();
        let keys = VerifyingKeys::new([key.public()]);
        let token = key.sign(&claims()).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let mut richer = claims();
        richer["role"] = json!("administrator");
        let unsigned = encoded(&json!({ "alg": "none", "kid": key.id() }));
        let by_public_key = encoded(&json!({ "alg": "HS256", "kid": key.id() }));
        let message = format!("{by_public_key}.{}", encoded(&richer));
        let forged = URL_SAFE_NO_PAD.encode(crate::hmac_sha256(key.public().bytes(), message.as_bytes()));
        for bad in [
            format!("{}.{}.{}", parts[0], encoded(&richer), parts[2]),
            format!("{unsigned}.{}.", encoded(&richer)),
            format!("{message}.{forged}"),
            format!("{}.{}", parts[0], parts[1]),
            "x".repeat(TOKEN_LENGTH_MAX + 1),
            String::new(),
        ] {
            assert_eq!(verify(&keys, &bad, NOW), Err(TokenError::Invalid), "{bad}");
        }
    }
}
