//! Logging in from an app with what a provider's SDK gave it, and linking it to one's own account (IDN-2, SYNC-1, SYNC-5).

use std::sync::Arc;
use std::time::Duration;

use cholon_crypto::sha256;
use cholon_kernel::AccountId;
use moka::sync::Cache;
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::IdentityError;
use crate::facade::Identity;
use crate::federation::refused;
use crate::model::{Caller, Channel};
use crate::providers::{ProviderError, VerifiedPerson};
use crate::session::Entered;

/// How long somebody whom Zalo vouched for is still let in while Zalo does not answer.
const KEPT_FOR: Duration = Duration::from_mins(5);
/// People who are kept so, at about 300 bytes each.
const KEPT_MAX: u64 = 50_000;

/// What an app brings: the provider gave it to the app, and the shop has it checked.
#[derive(Debug)]
pub enum AppProof {
    /// From Google's sign-in or One Tap.
    Google {
        /// The signed token.
        id_token: SecretString,
        /// The nonce that it was asked for with; without one, a token that holds one does not count.
        nonce: Option<SecretString>,
    },
    /// From Facebook's SDK.
    Facebook {
        /// The access token.
        access_token: SecretString,
    },
    /// From the SDK of the Zalo Mini App.
    Zalo {
        /// The access token.
        access_token: SecretString,
        /// What leads to the phone number, where the person agreed.
        phone_token: Option<SecretString>,
    },
}

/// People whom Zalo vouched for a moment ago, by the digest of the token that proved it.
#[derive(Clone)]
pub(crate) struct KeptPeople(Cache<[u8; 32], Arc<VerifiedPerson>>);

impl Default for KeptPeople {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(KEPT_MAX).time_to_live(KEPT_FOR).build())
    }
}

impl Identity {
    /// Logs somebody in who comes from an app. While Zalo does not answer, whoever it vouched for within the last five
    /// minutes is let in.
    pub async fn enter_by_app(&self, proof: &AppProof, caller: &Caller) -> Result<Entered, IdentityError> {
        let person = self.person_behind(proof).await?;
        let channel = if matches!(proof, AppProof::Zalo { .. }) { Channel::MiniApp } else { Channel::Api };
        self.enter_as(&person, channel, caller).await
    }

    /// Lets the login behind a proof open an account from now on.
    pub async fn link_by_app(&self, account: AccountId, proof: &AppProof) -> Result<(), IdentityError> {
        let person = self.person_behind(proof).await?;
        self.link(account, &person).await
    }

    async fn person_behind(&self, proof: &AppProof) -> Result<VerifiedPerson, IdentityError> {
        let providers = &self.inner.providers;
        let missing = || IdentityError::NotFound("log-in provider");
        match proof {
            AppProof::Google { id_token, nonce } => {
                let google = providers.google().ok_or_else(missing)?;
                google.person_of_id_token(id_token, nonce.as_ref()).await.map_err(refused)
            }
            AppProof::Facebook { access_token } => {
                let facebook = providers.facebook().ok_or_else(missing)?;
                facebook.person_of_token(access_token).await.map_err(refused)
            }
            AppProof::Zalo { access_token, phone_token } => {
                self.mini_app_person(access_token, phone_token.as_ref()).await
            }
        }
    }

    async fn mini_app_person(
        &self,
        access_token: &SecretString,
        phone_token: Option<&SecretString>,
    ) -> Result<VerifiedPerson, IdentityError> {
        let zalo = self.inner.providers.mini_app().ok_or(IdentityError::NotFound("log-in provider"))?;
        let key = sha256(access_token.expose_secret().as_bytes());
        let mut person = match zalo.person_of_token(access_token).await {
            Ok(person) => person,
            Err(ProviderError::Down { retry_after }) => {
                let kept = self.inner.kept.0.get(&key).ok_or(IdentityError::ProviderDown { retry_after })?;
                return Ok((*kept).clone());
            }
            Err(error) => return Err(refused(error)),
        };
        if let Some(phone_token) = phone_token {
            person.phone = Some(zalo.phone_of(access_token, phone_token).await.map_err(refused)?);
        }
        self.inner.kept.0.insert(key, Arc::new(person.clone()));
        Ok(person)
    }
}
