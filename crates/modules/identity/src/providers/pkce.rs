//! Proof that whoever ends a log-in began it (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cholon_crypto::{Token, sha256};
use secrecy::{ExposeSecret as _, SecretString};

/// The verifier that the shop keeps, from which the challenge that the provider sees is made.
#[derive(Debug)]
pub struct Pkce(SecretString);

impl Pkce {
    /// A new verifier: 256 random bits in 43 letters, which is what Zalo wants and the others accept.
    #[must_use]
    pub fn random() -> Self {
        Self(Token::random().reveal().into())
    }

    /// The verifier that was kept.
    #[must_use]
    pub const fn of(verifier: SecretString) -> Self {
        Self(verifier)
    }

    /// The verifier, to be kept or sent to the provider in exchange for the token.
    #[must_use]
    pub const fn verifier(&self) -> &SecretString {
        &self.0
    }

    /// The challenge by the method S256.
    #[must_use]
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(sha256(self.0.expose_secret().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verifier_has_43_allowed_letters_and_is_new_each_time() {
        let (one, other) = (Pkce::random(), Pkce::random());
        let verifier = one.verifier().expose_secret();
        assert_eq!(verifier.len(), 43);
        assert!(verifier.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-._~".contains(&letter)));
        assert_ne!(verifier, other.verifier().expose_secret());
        assert_ne!(one.challenge(), other.challenge());
        assert!(!format!("{one:?}").contains(verifier));
    }

    #[test]
    fn the_challenge_is_the_one_of_rfc_7636_appendix_b() {
        let pkce = Pkce::of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into());
        assert_eq!(pkce.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
