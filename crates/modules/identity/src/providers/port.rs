//! What identity wants from a provider.

use std::fmt;
use std::str::FromStr;

use async_trait::async_trait;
use cholon_outbound::BreakerState;
use secrecy::SecretString;

use super::error::ProviderError;

/// A provider of log-ins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// Google.
    Google,
    /// Facebook.
    Facebook,
    /// Zalo.
    Zalo,
}

impl Provider {
    /// Every provider, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Google, Self::Facebook, Self::Zalo];

    /// The name in addresses, tables and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Facebook => "facebook",
            Self::Zalo => "zalo",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No provider has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such log-in provider")]
pub struct UnknownProvider;

impl FromStr for Provider {
    type Err = UnknownProvider;

    fn from_str(name: &str) -> Result<Self, UnknownProvider> {
        Self::ALL.into_iter().find(|provider| provider.as_str() == name).ok_or(UnknownProvider)
    }
}

/// The beginning of a log-in.
pub struct Start {
    /// Where the provider sends the browser back to; registered there, letter by letter.
    pub redirect_uri: String,
    /// Comes back with the browser; bound to it by the caller.
    pub state: String,
    /// Comes back in Google's token.
    pub nonce: String,
    /// The S256 challenge of the verifier; see [`Pkce`](super::Pkce). Facebook knows none.
    pub code_challenge: String,
}

/// The end of a log-in: what the browser brought, after its state was found to be right, and what was kept for it.
#[derive(Debug)]
pub struct Callback {
    /// The code.
    pub code: SecretString,
    /// The verifier of the challenge.
    pub verifier: SecretString,
    /// The nonce of the start.
    pub nonce: SecretString,
    /// The same address as at the start.
    pub redirect_uri: String,
}

/// Who somebody is, on the word of a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedPerson {
    /// Who says so.
    pub provider: Provider,
    /// The provider's id of the person: with [`Self::provider`] the only key that stays. At most 255 letters.
    pub subject: String,
    /// The name, when the person shows it.
    pub name: Option<String>,
    /// The e-mail address, when there is one and the person shows it.
    pub email: Option<ProviderEmail>,
    /// The phone number as `+84…`, verified by the provider.
    pub phone: Option<String>,
    /// The `https` address of a picture.
    pub picture: Option<String>,
}

/// An e-mail address as a provider knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderEmail {
    /// The address.
    pub address: String,
    /// Whether the provider vouches for it. Only then may it lead to an account that has confirmed the same address.
    pub is_verified: bool,
}

impl fmt::Debug for VerifiedPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedPerson").field("provider", &self.provider).finish_non_exhaustive()
    }
}

impl fmt::Debug for ProviderEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderEmail").field("is_verified", &self.is_verified).finish_non_exhaustive()
    }
}

/// A provider of log-ins in the browser.
#[async_trait]
pub trait IdentityProvider: Send + Sync {
    /// Which one it is.
    fn name(&self) -> Provider;

    /// Whether it is asked at present, for pages that say what works.
    fn state(&self) -> BreakerState;

    /// The address that the browser is sent to. Google's needs a look at its discovery document, which is kept.
    async fn start(&self, start: &Start) -> Result<String, ProviderError>;

    /// Who the person is, from the code that the browser brought back. The code is used up.
    async fn finish(&self, callback: &Callback) -> Result<VerifiedPerson, ProviderError>;
}

/// What Zalo tells the server of a Mini App.
#[async_trait]
pub trait MiniApp: Send + Sync {
    /// Who the person is, from the access token of the Mini App's client. Without the person's consent only the id.
    async fn person_of_token(&self, access_token: &SecretString) -> Result<VerifiedPerson, ProviderError>;

    /// The person's phone number as `+84…`, from the token of `getPhoneNumber`, which counts once.
    async fn phone_of(&self, access_token: &SecretString, code: &SecretString) -> Result<String, ProviderError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_have_names_that_are_read_back() {
        for provider in Provider::ALL {
            assert_eq!(provider.as_str().parse(), Ok(provider));
        }
        assert_eq!("Google".parse::<Provider>(), Err(UnknownProvider));
    }
}
