//! The services that are doubled, and how the shop is registered with them.

use std::fmt;
use std::sync::Arc;

use cholon_kernel::{Clock, SystemClock};
use serde::{Deserialize, Serialize};

/// A service that is doubled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// Google's `OpenID` Connect.
    Google,
    /// Facebook Login.
    Facebook,
    /// Zalo Login and the Mini App's profile calls.
    Zalo,
}

impl Service {
    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Facebook => "facebook",
            Self::Zalo => "zalo",
        }
    }
}

/// The shop as a service knows it.
#[derive(Clone)]
pub struct Registration {
    /// Client id, or app id.
    pub id: String,
    /// Client secret, or app secret. It opens nothing but this double.
    pub secret: String,
}

impl Registration {
    fn new(id: &str, secret: &str) -> Self {
        Self { id: id.to_owned(), secret: secret.to_owned() }
    }
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How the doubles are set up.
#[derive(Clone)]
pub struct SimulatorSettings {
    /// The shop at Google.
    pub google: Registration,
    /// The shop at Facebook.
    pub facebook: Registration,
    /// The shop at Zalo.
    pub zalo: Registration,
    /// How long Google's keys may be kept, in seconds.
    pub keys_max_age_s: u32,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}

impl Default for SimulatorSettings {
    fn default() -> Self {
        Self {
            google: Registration::new("1000-cholon.apps.googleusercontent.com", "simulated-google-secret"),
            facebook: Registration::new("100000000000001", "simulated-facebook-secret"),
            zalo: Registration::new("4567890123456789012", "simulated-zalo-secret"),
            keys_max_age_s: 3600,
            clock: Arc::new(SystemClock),
        }
    }
}

impl SimulatorSettings {
    /// The shop as `service` knows it.
    pub(crate) const fn registration(&self, service: Service) -> &Registration {
        match service {
            Service::Google => &self.google,
            Service::Facebook => &self.facebook,
            Service::Zalo => &self.zalo,
        }
    }
}

impl fmt::Debug for SimulatorSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorSettings").finish_non_exhaustive()
    }
}
