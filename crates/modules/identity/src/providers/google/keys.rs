//! Google's published keys, kept as long as Google says.

use std::collections::HashMap;

use cholon_outbound::{Answer, Outbound, Request};
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::providers::error::{ProviderError, Refusal, unless_too_many};

/// How long the keys are kept when Google says nothing, in seconds.
const KEPT_SECONDS: i64 = 5 * 60;
/// The longest time that the keys are kept, whatever Google says, in seconds.
const KEPT_SECONDS_MAX: i64 = 24 * 60 * 60;
/// Between two looks for a key that is not among those kept: a stranger's tokens must not make the shop flood Google.
const LOOK_INTERVAL_MS: i64 = 60 * 1000;
/// Keys that are taken over.
const KEYS_MAX: usize = 32;

/// The keys that are kept.
#[derive(Default)]
pub(super) struct Keys(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    keys: HashMap<String, DecodingKey>,
    until_ms: i64,
    looked_at_ms: Option<i64>,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<PublishedKey>,
}

#[derive(Deserialize)]
struct PublishedKey {
    kty: String,
    #[serde(default)]
    kid: String,
    #[serde(rename = "use")]
    usage: Option<String>,
    alg: Option<String>,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
}

impl Keys {
    /// The key with this name. Who asks while another fetches waits for the same keys.
    pub(super) async fn find(
        &self,
        key_id: &str,
        outbound: &Outbound,
        address: &str,
        now_ms: i64,
    ) -> Result<DecodingKey, ProviderError> {
        let mut kept = self.0.lock().await;
        let is_over = now_ms >= kept.until_ms;
        if is_over {
            kept.renew(outbound, address, now_ms).await?;
        } else if !kept.keys.contains_key(key_id) && kept.may_look(now_ms) {
            kept.looked_at_ms = Some(now_ms);
            kept.renew(outbound, address, now_ms).await?;
        }
        kept.keys.get(key_id).cloned().ok_or(ProviderError::Refused(Refusal::UnknownKey))
    }
}

impl Kept {
    fn may_look(&self, now_ms: i64) -> bool {
        self.looked_at_ms.is_none_or(|looked_at_ms| now_ms - looked_at_ms >= LOOK_INTERVAL_MS)
    }

    async fn renew(&mut self, outbound: &Outbound, address: &str, now_ms: i64) -> Result<(), ProviderError> {
        let answer = unless_too_many(outbound.send(Request::get(address)).await?)?;
        if !answer.status.is_success() {
            return Err(ProviderError::DOWN);
        }
        let published: KeySet = answer.json()?;
        self.keys = published.keys.into_iter().filter_map(PublishedKey::read).take(KEYS_MAX).collect();
        self.until_ms = now_ms + max_age_seconds(&answer) * 1000;
        Ok(())
    }
}

impl PublishedKey {
    /// The key and its name, when it is one for RS256 signatures.
    fn read(self) -> Option<(String, DecodingKey)> {
        let is_for_signatures = self.usage.is_none_or(|usage| usage == "sig");
        let is_rs256 = self.kty == "RSA" && self.alg.is_none_or(|algorithm| algorithm == "RS256");
        let is_usable = is_for_signatures && is_rs256 && !self.kid.is_empty();
        let key = is_usable.then(|| DecodingKey::from_rsa_components(&self.n, &self.e))?.ok()?;
        Some((self.kid, key))
    }
}

/// How long an answer may be kept (RFC 9111, `max-age`), in seconds.
fn max_age_seconds(answer: &Answer) -> i64 {
    let mut directives = answer.header("cache-control").unwrap_or_default().split(',').map(str::trim);
    let max_age = directives.find_map(|directive| directive.strip_prefix("max-age=")?.parse::<i64>().ok());
    max_age.unwrap_or(KEPT_SECONDS).clamp(0, KEPT_SECONDS_MAX)
}
