//! Facebook's `signed_request`, with which it tells that a person left the app or wants their data deleted.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cholon_crypto::{hmac_sha256, is_same};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::error::{ProviderError, Refusal};
use super::profile::subject;

/// The longest request that is looked at, in letters.
const REQUEST_LENGTH_MAX: usize = 8192;

/// What Facebook says in a signed request.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedRequest {
    /// The app's id of the person.
    pub subject: String,
    /// When Facebook said so, in seconds since 1970. The request does not say what it is about and never expires, so
    /// what it sets off must do no harm when done twice.
    pub issued_at: i64,
}

impl std::fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedRequest").field("issued_at", &self.issued_at).finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Payload {
    algorithm: String,
    user_id: String,
    #[serde(default)]
    issued_at: i64,
}

/// What the request says, once its signature holds: the HMAC is of the payload as it is written, before decoding.
pub(super) fn verified(request: &str, app_secret: &SecretString) -> Result<SignedRequest, ProviderError> {
    let (signature, encoded) = request.split_once('.').ok_or(Refusal::Malformed)?;
    if request.len() > REQUEST_LENGTH_MAX || encoded.contains('.') {
        return Err(Refusal::Malformed.into());
    }
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_malformed| Refusal::Malformed);
    let (signature, payload) = (decoded(signature)?, decoded(encoded)?);
    let payload: Payload = serde_json::from_slice(&payload).map_err(|_shape| Refusal::Malformed)?;
    if !payload.algorithm.eq_ignore_ascii_case("HMAC-SHA256") {
        return Err(Refusal::Malformed.into());
    }
    if !is_same(&signature, &hmac_sha256(app_secret.expose_secret().as_bytes(), encoded.as_bytes())) {
        return Err(Refusal::Signature.into());
    }
    Ok(SignedRequest { subject: subject(payload.user_id)?, issued_at: payload.issued_at })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SECRET: &str = "secret";

    fn request(payload: &serde_json::Value, secret: &str) -> String {
        let payload = URL_SAFE_NO_PAD.encode(payload.to_string());
        format!("{}.{payload}", URL_SAFE_NO_PAD.encode(hmac_sha256(secret.as_bytes(), payload.as_bytes())))
    }

    fn outcome(request: &str) -> Result<String, ProviderError> {
        verified(request, &SECRET.into()).map(|request| request.subject)
    }

    #[test]
    fn only_a_right_signature_of_the_right_kind_counts() {
        let said = json!({ "algorithm": "hmac-sha256", "user_id": "218471", "issued_at": 1 });
        let good = request(&said, SECRET);
        assert_eq!(outcome(&good).as_deref(), Ok("218471"));
        assert_eq!(outcome(&request(&said, "other")), Err(Refusal::Signature.into()));
        let none = request(&json!({ "algorithm": "none", "user_id": "218471" }), SECRET);
        let number = request(&json!({ "algorithm": "HMAC-SHA256", "user_id": 218_471 }), SECRET);
        let long = format!("{good}{}", "A".repeat(REQUEST_LENGTH_MAX));
        for bad in ["", ".", "a", &good.replace('.', ""), &format!("{good}.x"), &none, &number, &long] {
            assert_eq!(outcome(bad), Err(Refusal::Malformed.into()), "{bad}");
        }
    }
}
