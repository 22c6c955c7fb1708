//! The providers that the shop offers.

use std::sync::Arc;

use cholon_kernel::Clock;
use cholon_outbound::BreakerState;

use super::error::ProviderError;
use super::facebook::Facebook;
use super::google::Google;
use super::port::{IdentityProvider, MiniApp, Provider};
use super::settings::ProviderSettings;
use super::zalo::Zalo;

/// The providers that the shop offers. Cheap to clone.
#[derive(Clone, Default)]
pub struct Providers {
    google: Option<Arc<Google>>,
    facebook: Option<Arc<Facebook>>,
    zalo: Option<Arc<Zalo>>,
}

impl Providers {
    /// The providers as set up; nobody is called yet. The metrics recorder must be installed before.
    ///
    /// # Errors
    /// [`ProviderError::Misconfigured`] when the machine lacks what TLS needs.
    pub fn new(settings: ProviderSettings, clock: &Arc<dyn Clock>) -> Result<Self, ProviderError> {
        let calls = &settings.calls;
        let google = settings.google.map(|settings| Google::new(settings, calls, Arc::clone(clock)));
        let facebook = settings.facebook.map(|settings| Facebook::new(settings, calls, Arc::clone(clock)));
        let zalo = settings.zalo.map(|settings| Zalo::new(settings, calls, Arc::clone(clock)));
        Ok(Self {
            google: google.transpose()?.map(Arc::new),
            facebook: facebook.transpose()?.map(Arc::new),
            zalo: zalo.transpose()?.map(Arc::new),
        })
    }

    /// A provider; `None` when the shop does not offer it.
    #[must_use]
    pub fn get(&self, provider: Provider) -> Option<Arc<dyn IdentityProvider>> {
        match provider {
            Provider::Google => self.google.clone().map(|google| google as Arc<dyn IdentityProvider>),
            Provider::Facebook => self.facebook.clone().map(|facebook| facebook as Arc<dyn IdentityProvider>),
            Provider::Zalo => self.zalo.clone().map(|zalo| zalo as Arc<dyn IdentityProvider>),
        }
    }

    /// The providers that are offered, each with whether it is asked at present.
    #[must_use]
    pub fn offered(&self) -> Vec<(Provider, BreakerState)> {
        Provider::ALL.into_iter().filter_map(|provider| Some((provider, self.get(provider)?.state()))).collect()
    }

    /// What Zalo tells about the people of the Mini App.
    #[must_use]
    pub fn mini_app(&self) -> Option<Arc<dyn MiniApp>> {
        self.zalo.clone().map(|zalo| zalo as Arc<dyn MiniApp>)
    }

    /// Google itself, for tokens that apps bring.
    #[must_use]
    pub fn google(&self) -> Option<&Google> {
        self.google.as_deref()
    }

    /// Facebook itself, for its callbacks and for tokens that apps bring.
    #[must_use]
    pub fn facebook(&self) -> Option<&Facebook> {
        self.facebook.as_deref()
    }
}

impl std::fmt::Debug for Providers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.offered()).finish()
    }
}
