//! Facebook Login: the code becomes a token, the token with its proof becomes a profile.

use std::sync::Arc;

use async_trait::async_trait;
use cholon_kernel::Clock;
use cholon_outbound::{Answer, BreakerState, Outbound, OutboundSettings, Request, address_with, hosts_of};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::error::{ProviderError, Refusal, unless_too_many};
use super::port::{Callback, IdentityProvider, Provider, ProviderEmail, Start, VerifiedPerson};
use super::profile::{Picture, email, name, subject};
use super::proof::{appsecret_proof, sendable};
use super::settings::FacebookSettings;
use super::signed_request::{self, SignedRequest};

/// Facebook.
pub struct Facebook {
    settings: FacebookSettings,
    outbound: Outbound,
}

#[derive(Deserialize)]
struct Exchanged {
    access_token: SecretString,
}

#[derive(Deserialize)]
struct Profile {
    id: String,
    name: Option<String>,
    email: Option<String>,
    picture: Option<Picture>,
}

#[derive(Deserialize)]
struct Checked {
    data: CheckedToken,
}

/// What Facebook says of a token; of one that does not count it says little.
#[derive(Deserialize)]
struct CheckedToken {
    #[serde(default)]
    is_valid: bool,
    app_id: Option<String>,
    user_id: Option<String>,
}

#[derive(Deserialize)]
struct Denied {
    error: GraphError,
}

#[derive(Deserialize)]
struct GraphError {
    code: i64,
}

impl Facebook {
    /// Facebook as set up.
    pub fn new(
        settings: FacebookSettings,
        calls: &OutboundSettings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ProviderError> {
        // The dialog is for the browser; the shop itself calls the Graph API only.
        let hosts = hosts_of([settings.graph_url.as_str()]);
        let outbound = Outbound::new("facebook", OutboundSettings { hosts, ..calls.clone() }, clock)?;
        Ok(Self { settings, outbound })
    }

    /// Who the person of an access token is that Facebook's SDK gave to an app of this shop: one that was given to
    /// another's app does not count.
    pub async fn person_of_token(&self, access_token: &SecretString) -> Result<VerifiedPerson, ProviderError> {
        sendable(access_token, Refusal::Token)?;
        let checked = self.check(access_token).await?;
        if !checked.is_valid {
            return Err(Refusal::Token.into());
        }
        if checked.app_id.as_ref() != Some(&self.settings.app_id) {
            return Err(Refusal::Audience.into());
        }
        let profile = self.profile(access_token).await?;
        if checked.user_id.as_ref() != Some(&profile.id) {
            return Err(Refusal::Subject.into());
        }
        person(profile)
    }

    /// Whom a `signed_request` of the deauthorise or deletion callback is about.
    pub fn signed_request(&self, request: &str) -> Result<SignedRequest, ProviderError> {
        signed_request::verified(request, &self.settings.app_secret)
    }

    fn graph(&self, path: &str) -> String {
        format!("{}/{}/{path}", self.settings.graph_url, self.settings.version)
    }

    async fn exchange(&self, callback: &Callback) -> Result<SecretString, ProviderError> {
        let request = Request::get(&self.graph("oauth/access_token")).once().query(&[
            ("client_id", &self.settings.app_id),
            ("client_secret", self.settings.app_secret.expose_secret()),
            ("redirect_uri", &callback.redirect_uri),
            ("code", callback.code.expose_secret()),
        ]);
        let answer = unless_too_many(self.outbound.send(request).await?)?;
        if answer.status.is_success() {
            return Ok(answer.json::<Exchanged>()?.access_token);
        }
        Err(match code_of(&answer) {
            Some(100) => Refusal::Code.into(),
            Some(1) => ProviderError::Misconfigured("the app secret is wrong"),
            other => refusal(other),
        })
    }

    async fn check(&self, access_token: &SecretString) -> Result<CheckedToken, ProviderError> {
        let shop = format!("{}|{}", self.settings.app_id, self.settings.app_secret.expose_secret());
        let request = Request::get(&self.graph("debug_token"))
            .query(&[("input_token", access_token.expose_secret()), ("access_token", &shop)]);
        let answer = unless_too_many(self.outbound.send(request).await?)?;
        if answer.status.is_success() {
            return Ok(answer.json::<Checked>()?.data);
        }
        Err(match code_of(&answer) {
            // The token that is refused here is the shop's own.
            Some(190) => ProviderError::Misconfigured("the app secret is wrong"),
            other => refusal(other),
        })
    }

    async fn profile(&self, access_token: &SecretString) -> Result<Profile, ProviderError> {
        let request = Request::get(&self.graph("me")).query(&[
            ("fields", "id,name,email,picture"),
            ("access_token", access_token.expose_secret()),
            ("appsecret_proof", &appsecret_proof(&self.settings.app_secret, access_token)),
        ]);
        let answer = unless_too_many(self.outbound.send(request).await?)?;
        if answer.status.is_success() { Ok(answer.json()?) } else { Err(refusal(code_of(&answer))) }
    }
}

fn person(profile: Profile) -> Result<VerifiedPerson, ProviderError> {
    Ok(VerifiedPerson {
        provider: Provider::Facebook,
        subject: subject(profile.id)?,
        name: name(profile.name),
        // Facebook does not say whether the address was ever confirmed.
        email: email(profile.email).map(|address| ProviderEmail { address, is_verified: false }),
        phone: None,
        picture: profile.picture.and_then(Picture::address),
    })
}

fn code_of(answer: &Answer) -> Option<i64> {
    answer.json::<Denied>().ok().map(|denied| denied.error.code)
}

/// What a number of the Graph API means, as its guide to errors says.
fn refusal(code: Option<i64>) -> ProviderError {
    match code {
        // Temporary, or too many calls of the app, the person or this kind.
        None | Some(1 | 2 | 4 | 17 | 341 | 613) => ProviderError::DOWN,
        Some(100) => ProviderError::Misconfigured("a parameter or the proof is not accepted"),
        Some(101) => ProviderError::Misconfigured("the app id is wrong"),
        Some(191) => ProviderError::Misconfigured("the redirect address is not registered"),
        Some(10 | 200..=299) => ProviderError::Misconfigured("the app lacks a permission"),
        Some(102 | 190) => Refusal::Token.into(),
        Some(other) => Refusal::Provider(other).into(),
    }
}

#[async_trait]
impl IdentityProvider for Facebook {
    fn name(&self) -> Provider {
        Provider::Facebook
    }

    fn state(&self) -> BreakerState {
        self.outbound.state()
    }

    async fn start(&self, start: &Start) -> Result<String, ProviderError> {
        let dialog = format!("{}/{}/dialog/oauth", self.settings.web_url, self.settings.version);
        let fields = [
            ("client_id", self.settings.app_id.as_str()),
            ("redirect_uri", &start.redirect_uri),
            ("state", &start.state),
            ("scope", "public_profile,email"),
            ("response_type", "code"),
        ];
        Ok(address_with(&dialog, &fields)?)
    }

    async fn finish(&self, callback: &Callback) -> Result<VerifiedPerson, ProviderError> {
        let access_token = self.exchange(callback).await?;
        person(self.profile(&access_token).await?)
    }
}
