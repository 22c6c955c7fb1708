//! What Facebook and Zalo want beside an access token, and which tokens are passed on.

use cholon_crypto::hmac_sha256;
use secrecy::{ExposeSecret as _, SecretString};

use super::error::{ProviderError, Refusal};

/// The longest access token or code that is passed on, in letters.
const TOKEN_LENGTH_MAX: usize = 4096;

/// `appsecret_proof`: the proof that whoever uses an access token also has the app's secret.
pub(super) fn appsecret_proof(app_secret: &SecretString, access_token: &SecretString) -> String {
    hex::encode(hmac_sha256(app_secret.expose_secret().as_bytes(), access_token.expose_secret().as_bytes()))
}

/// A token or code that came from outside, as text that can stand in a header.
pub(super) fn sendable(token: &SecretString, refusal: Refusal) -> Result<&str, ProviderError> {
    let text = token.expose_secret();
    let is_sendable = (1..=TOKEN_LENGTH_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_sendable { Ok(text) } else { Err(refusal.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector `appsecret_proof` of the integration notes.
    #[test]
    fn the_proof_is_the_hmac_of_the_token() {
        let proof =
            appsecret_proof(&"test-app-secret-0123456789abcdef".into(), &"test-access-token-ABC.def_123".into());
        assert_eq!(proof, "2fa8e8f61fe5ee67944ec34a33875fb36c87a5a52eed03211706e5f2f92df170");
    }

    #[test]
    fn what_cannot_stand_in_a_header_is_not_sent() {
        for bad in ["", "a b", "a\r\nx: y", "ả", &"x".repeat(TOKEN_LENGTH_MAX + 1)] {
            assert_eq!(sendable(&bad.into(), Refusal::Token), Err(Refusal::Token.into()), "{bad}");
        }
        assert_eq!(sendable(&"abc.DEF_1".into(), Refusal::Token), Ok("abc.DEF_1"));
    }
}
