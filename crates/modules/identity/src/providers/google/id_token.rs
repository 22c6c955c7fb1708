//! The checks of an ID token (`OpenID` Connect Core 1.0, 3.1.3.7).

use cholon_crypto::is_same;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::providers::error::{ProviderError, Refusal};
use crate::providers::port::{Provider, ProviderEmail, VerifiedPerson};
use crate::providers::profile::{email, https, name, subject};
use crate::providers::settings::GoogleSettings;

/// The longest token that is looked at, in letters.
const TOKEN_LENGTH_MAX: usize = 8192;
/// How far Google's clock may be ahead, in seconds.
const LEEWAY_SECONDS: i64 = 60;

/// What a token must say.
pub(super) struct Expected<'a> {
    pub(super) settings: &'a GoogleSettings,
    /// What the log-in was begun with. Only an app may begin one without.
    pub(super) nonce: Option<&'a SecretString>,
    pub(super) now_s: i64,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    /// One audience. A token for several is refused: Google issues none to a shop.
    aud: String,
    azp: Option<String>,
    sub: String,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    email: Option<String>,
    #[serde(default)]
    email_verified: bool,
    name: Option<String>,
    picture: Option<String>,
}

/// The name of the key that a token says it is signed with, when it says RS256: nothing else is looked at further.
pub(super) fn key_id(token: &str) -> Result<String, ProviderError> {
    if token.len() > TOKEN_LENGTH_MAX {
        return Err(Refusal::Malformed.into());
    }
    let header = jsonwebtoken::decode_header(token).map_err(|_malformed| Refusal::Malformed)?;
    let key_id = header.kid.filter(|_| header.alg == Algorithm::RS256);
    Ok(key_id.ok_or(Refusal::Malformed)?)
}

/// Who the token's person is, once everything about it holds.
pub(super) fn verified(
    token: &str,
    key: &DecodingKey,
    expected: &Expected<'_>,
) -> Result<VerifiedPerson, ProviderError> {
    let mut validation = Validation::new(Algorithm::RS256);
    // The library would ask the machine for the time; ours is passed in. What the token says is checked below.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let decoded = jsonwebtoken::decode::<Claims>(token, key, &validation);
    let claims = decoded.map_err(|error| match error.kind() {
        ErrorKind::InvalidSignature => Refusal::Signature,
        _ => Refusal::Malformed,
    });
    let claims = claims?.claims;
    claims.check(expected)?;
    claims.person()
}

impl Claims {
    fn check(&self, expected: &Expected<'_>) -> Result<(), Refusal> {
        let settings = expected.settings;
        let is_ours = |client: &String| *client == settings.client_id || settings.other_client_ids.contains(client);
        let checks = [
            (is_issuer(&self.iss, &settings.issuer), Refusal::Issuer),
            (is_ours(&self.aud) && self.azp.as_ref().is_none_or(is_ours), Refusal::Audience),
            (expected.now_s < self.exp, Refusal::Expired),
            (self.iat.saturating_sub(LEEWAY_SECONDS) <= expected.now_s, Refusal::IssuedInFuture),
            (self.has_nonce(expected.nonce), Refusal::Nonce),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, refusal)| Err(refusal))
    }

    /// A token for a log-in with a nonce does not count for one without.
    fn has_nonce(&self, nonce: Option<&SecretString>) -> bool {
        let Some(nonce) = nonce else { return self.nonce.is_none() };
        let nonce = nonce.expose_secret().as_bytes();
        !nonce.is_empty() && self.nonce.as_ref().is_some_and(|said| is_same(said.as_bytes(), nonce))
    }

    fn person(self) -> Result<VerifiedPerson, ProviderError> {
        let is_verified = self.email_verified;
        Ok(VerifiedPerson {
            provider: Provider::Google,
            subject: subject(self.sub)?,
            name: name(self.name),
            email: email(self.email).map(|address| ProviderEmail { address, is_verified }),
            phone: None,
            picture: self.picture.and_then(https),
        })
    }
}

/// Google names itself with and without `https://`.
fn is_issuer(said: &str, issuer: &str) -> bool {
    said == issuer || issuer.strip_prefix("https://") == Some(said)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_795_000_000;

    fn outcome(changes: &Value) -> Result<(), Refusal> {
        let mut settings = GoogleSettings::new("web", "secret".into());
        settings.other_client_ids = vec!["android".to_owned()];
        let mut claims = json!({
            "iss": "https://accounts.google.com", "aud": "web", "sub": "1", "exp": NOW + 3600, "iat": NOW, "nonce": "n",
        });
        for (name, value) in changes.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        let claims: Claims = serde_json::from_value(claims).map_err(|_shape| Refusal::Malformed)?;
        claims.check(&Expected { settings: &settings, nonce: Some(&"n".into()), now_s: NOW })
    }

    #[test]
    fn every_claim_is_checked_at_its_bound() {
        let accepted = [
            json!({}),
            json!({ "iss": "accounts.google.com" }),
            json!({ "aud": "android", "azp": "android" }),
            json!({ "exp": NOW + 1, "iat": NOW + LEEWAY_SECONDS }),
        ];
        for changes in accepted {
            assert_eq!(outcome(&changes), Ok(()), "{changes}");
        }
        let refused = [
            (json!({ "iss": "http://accounts.google.com" }), Refusal::Issuer),
            (json!({ "iss": "https://accounts.google.com.example" }), Refusal::Issuer),
            (json!({ "aud": "ios" }), Refusal::Audience),
            (json!({ "aud": ["web", "ios"] }), Refusal::Malformed),
            (json!({ "azp": "ios" }), Refusal::Audience),
            (json!({ "exp": NOW }), Refusal::Expired),
            (json!({ "iat": NOW + LEEWAY_SECONDS + 1 }), Refusal::IssuedInFuture),
            (json!({ "nonce": "m" }), Refusal::Nonce),
            (json!({ "nonce": null }), Refusal::Nonce),
        ];
        for (changes, refusal) in refused {
            assert_eq!(outcome(&changes), Err(refusal), "{changes}");
        }
    }

    #[test]
    fn a_log_in_without_a_nonce_accepts_no_token() {
        let settings = GoogleSettings::new("web", "secret".into());
        let claims =
            json!({ "iss": settings.issuer, "aud": "web", "sub": "1", "exp": NOW + 1, "iat": NOW, "nonce": "" });
        let claims: Claims = serde_json::from_value(claims).unwrap();
        let expected = Expected { settings: &settings, nonce: Some(&"".into()), now_s: NOW };
        assert_eq!(claims.check(&expected), Err(Refusal::Nonce));
    }

    #[test]
    fn an_app_that_asked_without_a_nonce_brings_a_token_without_one() {
        let settings = GoogleSettings::new("web", "secret".into());
        let outcome = |nonce: Value| {
            let claims =
                json!({ "iss": settings.issuer, "aud": "web", "sub": "1", "exp": NOW + 1, "iat": NOW, "nonce": nonce });
            let claims: Claims = serde_json::from_value(claims).unwrap();
            claims.check(&Expected { settings: &settings, nonce: None, now_s: NOW })
        };
        assert_eq!(outcome(Value::Null), Ok(()));
        assert_eq!(outcome(json!("of another log-in")), Err(Refusal::Nonce));
    }
}
