//! Google: `OpenID` Connect with a code, PKCE and a signed token.

mod discovery;
mod id_token;
mod keys;

use std::sync::Arc;

use async_trait::async_trait;
use cholon_kernel::Clock;
use cholon_outbound::{BreakerState, Outbound, OutboundSettings, Request, address_with, hosts_of};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use self::discovery::{Discovery, Endpoints};
use self::id_token::Expected;
use self::keys::Keys;
use super::error::{ProviderError, Refusal, unless_too_many};
use super::port::{Callback, IdentityProvider, Provider, Start, VerifiedPerson};
use super::settings::GoogleSettings;

/// What the shop asks Google for.
const SCOPE: &str = "openid email profile";

/// Google.
pub struct Google {
    settings: GoogleSettings,
    outbound: Outbound,
    clock: Arc<dyn Clock>,
    discovery: Discovery,
    keys: Keys,
}

#[derive(Deserialize)]
struct Exchanged {
    id_token: SecretString,
}

#[derive(Deserialize)]
struct Denied {
    #[serde(default)]
    error: String,
}

impl Google {
    /// Google as set up.
    pub fn new(
        settings: GoogleSettings,
        calls: &OutboundSettings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ProviderError> {
        let mut hosts = hosts_of([settings.discovery_url.as_str()]);
        hosts.extend(settings.hosts.iter().cloned());
        let outbound = Outbound::new("google", OutboundSettings { hosts, ..calls.clone() }, Arc::clone(&clock))?;
        Ok(Self { settings, outbound, clock, discovery: Discovery::default(), keys: Keys::default() })
    }

    /// Who the person of an ID token is, which Google gave to this shop or one of its apps for the log-in with `nonce`; an
    /// app may ask without one, and then the token holds none.
    pub async fn person_of_id_token(
        &self,
        token: &SecretString,
        nonce: Option<&SecretString>,
    ) -> Result<VerifiedPerson, ProviderError> {
        let key_id = id_token::key_id(token.expose_secret())?;
        let endpoints = self.endpoints().await?;
        let key = self.keys.find(&key_id, &self.outbound, &endpoints.jwks_uri, self.now_ms()).await?;
        let expected = Expected { settings: &self.settings, nonce, now_s: self.clock.now().as_second() };
        id_token::verified(token.expose_secret(), &key, &expected)
    }

    async fn endpoints(&self) -> Result<Arc<Endpoints>, ProviderError> {
        self.discovery.endpoints(&self.settings, &self.outbound, self.now_ms()).await
    }

    async fn exchange(&self, callback: &Callback) -> Result<SecretString, ProviderError> {
        let endpoints = self.endpoints().await?;
        let request = Request::post(&endpoints.token_endpoint).form(&[
            ("grant_type", "authorization_code"),
            ("code", callback.code.expose_secret()),
            ("client_id", &self.settings.client_id),
            ("client_secret", self.settings.client_secret.expose_secret()),
            ("redirect_uri", &callback.redirect_uri),
            ("code_verifier", callback.verifier.expose_secret()),
        ]);
        let answer = unless_too_many(self.outbound.send(request).await?)?;
        if answer.status.is_success() {
            return Ok(answer.json::<Exchanged>()?.id_token);
        }
        let denied = answer.json::<Denied>().map_or_else(|_unreadable| String::new(), |denied| denied.error);
        Err(refusal(&denied))
    }

    fn now_ms(&self) -> i64 {
        self.clock.now().as_millisecond()
    }
}

/// What an error of the token endpoint (RFC 6749, 5.2, and Google's own) means.
fn refusal(error: &str) -> ProviderError {
    match error {
        "invalid_grant" => Refusal::Code.into(),
        "invalid_client" | "unauthorized_client" => ProviderError::Misconfigured("client id or secret is wrong"),
        "redirect_uri_mismatch" => ProviderError::Misconfigured("the redirect address is not registered"),
        "invalid_request" | "unsupported_grant_type" | "invalid_scope" => {
            ProviderError::Misconfigured("the token request is not accepted")
        }
        _ => ProviderError::DOWN,
    }
}

#[async_trait]
impl IdentityProvider for Google {
    fn name(&self) -> Provider {
        Provider::Google
    }

    fn state(&self) -> BreakerState {
        self.outbound.state()
    }

    async fn start(&self, start: &Start) -> Result<String, ProviderError> {
        let fields = [
            ("client_id", self.settings.client_id.as_str()),
            ("redirect_uri", &start.redirect_uri),
            ("response_type", "code"),
            ("scope", SCOPE),
            ("state", &start.state),
            ("nonce", &start.nonce),
            ("code_challenge", &start.code_challenge),
            ("code_challenge_method", "S256"),
        ];
        Ok(address_with(&self.endpoints().await?.authorization_endpoint, &fields)?)
    }

    async fn finish(&self, callback: &Callback) -> Result<VerifiedPerson, ProviderError> {
        let token = self.exchange(callback).await?;
        self.person_of_id_token(&token, Some(&callback.nonce)).await
    }
}
