//! Google's ID token: right, or wrong in the way that was ordered.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::keys::SigningKey;
use crate::fault::Fault;
use crate::proof::hmac_sha256;
use crate::service::Service;
use crate::world::{Consent, World};

/// How long a token counts, in seconds.
const LIFE_SECONDS: i64 = 3600;
/// Letters by which a huge token is longer than a real one.
const HUGE_LENGTH: usize = 20_000;

/// The token for a consent, spoilt when a fault waits.
pub(super) fn signed(world: &World, consent: &Consent, issuer: &str) -> String {
    let fault = world.fault(Service::Google, |_| true);
    let claims = spoilt(claims(world, consent, issuer), fault);
    let known = world.known();
    let key = known.keys.present();
    let stranger = || SigningKey::new().ok();
    match fault {
        Some(Fault::AlgNone) => format!("{}.", message("none", &key.id, &claims)),
        Some(Fault::Hs256) => {
            let message = message("HS256", &key.id, &claims);
            let public = key.public()["n"].as_str().unwrap_or_default().to_owned();
            with_signature(&message, hmac_sha256(&public, &message).as_ref())
        }
        Some(Fault::UnknownKid) => stranger().map_or_else(String::new, |key| rs256(&key, &key.id, &claims)),
        Some(Fault::WrongSignature) => stranger().map_or_else(String::new, |other| rs256(&other, &key.id, &claims)),
        _ => rs256(key, &key.id, &claims),
    }
}

fn rs256(key: &SigningKey, key_id: &str, claims: &Value) -> String {
    let message = message("RS256", key_id, claims);
    with_signature(&message, &key.sign(&message))
}

fn message(algorithm: &str, key_id: &str, claims: &Value) -> String {
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", encoded(&json!({ "alg": algorithm, "kid": key_id, "typ": "JWT" })), encoded(claims))
}

fn with_signature(message: &str, signature: &[u8]) -> String {
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn claims(world: &World, consent: &Consent, issuer: &str) -> Value {
    let person = &consent.person;
    let shop = &world.settings.google.id;
    let now = world.now_ms() / 1000;
    let mut claims = json!({
        "iss": issuer, "azp": shop, "aud": shop, "sub": person.subject(Service::Google),
        "name": person.name, "iat": now, "exp": now + LIFE_SECONDS,
    });
    if let Some(email) = &person.email {
        (claims["email"], claims["email_verified"]) = (json!(email), json!(person.email_verified));
    }
    if let Some(picture) = &person.picture {
        claims["picture"] = json!(picture);
    }
    if let Some(nonce) = &consent.nonce {
        claims["nonce"] = json!(nonce);
    }
    claims
}

fn spoilt(mut claims: Value, fault: Option<Fault>) -> Value {
    let moved = |name: &str, seconds: i64| json!(claims[name].as_i64().unwrap_or(0) + seconds);
    let (claim, value) = match fault {
        Some(Fault::WrongAudience) => ("aud", json!("another.apps.googleusercontent.com")),
        Some(Fault::WrongAuthorizedParty) => ("azp", json!("another.apps.googleusercontent.com")),
        Some(Fault::WrongIssuer) => ("iss", json!("https://accounts.example.com")),
        Some(Fault::Expired) => ("exp", moved("exp", -2 * LIFE_SECONDS)),
        Some(Fault::IssuedInFuture) => ("iat", moved("iat", LIFE_SECONDS / 2)),
        Some(Fault::WrongNonce) => ("nonce", json!("another nonce")),
        Some(Fault::HugeToken) => ("padding", json!("x".repeat(HUGE_LENGTH))),
        _ => return claims,
    };
    claims[claim] = value;
    claims
}
