//! Zalo: log-in on the web (OAuth v4), and the calls with which a Mini App's server learns who somebody is.

use std::sync::Arc;

use async_trait::async_trait;
use cholon_kernel::Clock;
use cholon_outbound::{Answer, BreakerState, Outbound, OutboundSettings, Request, address_with, hosts_of};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{ProviderError, Refusal, unless_too_many};
use super::port::{Callback, IdentityProvider, MiniApp, Provider, Start, VerifiedPerson};
use super::profile::{Picture, name, subject};
use super::proof::{appsecret_proof, sendable};
use super::settings::ZaloSettings;

/// Zalo's number for "the person's fields are not shown to callers outside Viet Nam".
const OUTSIDE_VIETNAM: i64 = -501;
/// Zalo's number for a wrong `appsecret_proof`.
const PROOF_WRONG: i64 = -242;
/// Zalo's numbers for an access token that is wrong or too old.
const TOKEN_WRONG: [i64; 2] = [-216, -220];
/// Digits of a phone number behind its country code.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=12;

/// Zalo.
pub struct Zalo {
    settings: ZaloSettings,
    outbound: Outbound,
}

/// What the token endpoint answers. How long the token counts is written as text or number and not needed: the token
/// is used once, now.
#[derive(Deserialize)]
struct Exchanged {
    access_token: SecretString,
}

/// A profile. Ids have more digits than a number can hold exactly, so only text is taken.
#[derive(Deserialize)]
struct Profile {
    id: String,
    name: Option<String>,
    picture: Option<Picture>,
}

#[derive(Deserialize)]
struct Info {
    data: InfoData,
}

#[derive(Deserialize)]
struct InfoData {
    number: Option<String>,
}

/// The part of every answer that says whether it is one.
#[derive(Deserialize)]
struct Verdict {
    error: Option<Value>,
}

impl Zalo {
    /// Zalo as set up.
    pub fn new(settings: ZaloSettings, calls: &OutboundSettings, clock: Arc<dyn Clock>) -> Result<Self, ProviderError> {
        let hosts = hosts_of([settings.oauth_url.as_str(), &settings.graph_url]);
        let outbound = Outbound::new("zalo", OutboundSettings { hosts, ..calls.clone() }, clock)?;
        Ok(Self { settings, outbound })
    }

    async fn exchange(&self, callback: &Callback) -> Result<SecretString, ProviderError> {
        let request = Request::post(&format!("{}/v4/access_token", self.settings.oauth_url))
            .header("secret_key", self.settings.app_secret.expose_secret())
            .form(&[
                ("app_id", &self.settings.app_id),
                ("code", callback.code.expose_secret()),
                ("grant_type", "authorization_code"),
                ("code_verifier", callback.verifier.expose_secret()),
            ]);
        Ok(self.ask::<Exchanged>(request).await?.access_token)
    }

    /// What Zalo answers, when it does not say that it failed: failures come with status 200.
    async fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<T, ProviderError> {
        let answer = unless_too_many(self.outbound.send(request).await?)?;
        match failure(&answer)? {
            Some(number) => Err(refusal(number)),
            None => Ok(answer.json()?),
        }
    }
}

/// The number of the failure that an answer tells of.
fn failure(answer: &Answer) -> Result<Option<i64>, ProviderError> {
    let number = match answer.json::<Verdict>()?.error {
        None | Some(Value::Null) => 0,
        Some(Value::String(text)) => text.parse().unwrap_or(i64::MIN),
        Some(value) => value.as_i64().unwrap_or(i64::MIN),
    };
    Ok((number != 0 || !answer.status.is_success()).then_some(number))
}

fn refusal(number: i64) -> ProviderError {
    match number {
        OUTSIDE_VIETNAM => ProviderError::Misconfigured("calls must leave through an address in Viet Nam"),
        PROOF_WRONG => ProviderError::Misconfigured("the app secret is wrong"),
        number if TOKEN_WRONG.contains(&number) => Refusal::Token.into(),
        // The whole list is not public: everything else is a failed log-in.
        number => Refusal::Provider(number).into(),
    }
}

/// The number as `+84…`, when it is one.
fn normalised(number: &str) -> Option<String> {
    let digits = number.strip_prefix('+').unwrap_or(number);
    let national = digits.strip_prefix("84")?;
    let is_number = PHONE_DIGITS.contains(&national.len()) && national.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("+84{national}"))
}

#[async_trait]
impl IdentityProvider for Zalo {
    fn name(&self) -> Provider {
        Provider::Zalo
    }

    fn state(&self) -> BreakerState {
        self.outbound.state()
    }

    async fn start(&self, start: &Start) -> Result<String, ProviderError> {
        let fields = [
            ("app_id", self.settings.app_id.as_str()),
            ("redirect_uri", &start.redirect_uri),
            ("code_challenge", &start.code_challenge),
            ("state", &start.state),
        ];
        Ok(address_with(&format!("{}/v4/permission", self.settings.oauth_url), &fields)?)
    }

    async fn finish(&self, callback: &Callback) -> Result<VerifiedPerson, ProviderError> {
        let access_token = self.exchange(callback).await?;
        self.person_of_token(&access_token).await
    }
}

#[async_trait]
impl MiniApp for Zalo {
    async fn person_of_token(&self, access_token: &SecretString) -> Result<VerifiedPerson, ProviderError> {
        let request = Request::get(&format!("{}/v2.0/me", self.settings.graph_url))
            .query(&[("fields", "id,name,picture")])
            .header("access_token", sendable(access_token, Refusal::Token)?)
            .header("appsecret_proof", &appsecret_proof(&self.settings.app_secret, access_token));
        let profile: Profile = self.ask(request).await?;
        Ok(VerifiedPerson {
            provider: Provider::Zalo,
            subject: subject(profile.id)?,
            name: name(profile.name),
            email: None,
            phone: None,
            picture: profile.picture.and_then(Picture::address),
        })
    }

    async fn phone_of(&self, access_token: &SecretString, code: &SecretString) -> Result<String, ProviderError> {
        let request = Request::get(&format!("{}/v2.0/me/info", self.settings.graph_url))
            .once()
            .header("access_token", sendable(access_token, Refusal::Token)?)
            .header("code", sendable(code, Refusal::Code)?)
            .header("secret_key", self.settings.app_secret.expose_secret());
        let number = self.ask::<Info>(request).await?.data.number;
        Ok(number.as_deref().and_then(normalised).ok_or(Refusal::Phone)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_their_plus_and_nothing_is_made_up() {
        for number in ["84901234567", "+84901234567"] {
            assert_eq!(normalised(number).as_deref(), Some("+84901234567"));
        }
        for bad in ["", "84", "0", "84abc", "8490123456x", "1201234567", "8490123456789012"] {
            assert_eq!(normalised(bad), None, "{bad}");
        }
    }
}
