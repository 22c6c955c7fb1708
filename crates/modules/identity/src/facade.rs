//! The façade: what identity works with.

use std::fmt;
use std::sync::Arc;

use cholon_crypto::{MasterKey, Passwords, Sealer};
use cholon_database::{Database, Tx};
use cholon_kernel::Clock;
use cholon_kernel::clock::Timestamp;

use crate::app_log_in::KeptPeople;
use crate::error::IdentityError;
use crate::keyring::Keyring;
use crate::ports::Messenger;
use crate::providers::Providers;
use crate::revocation::Revocations;

/// What the shop decides about identity.
#[derive(Debug, Clone)]
pub struct IdentitySettings {
    /// Who issues tokens: the shop's public address, `https://shop.example.vn`.
    pub issuer: String,
    /// The shop's name, as authenticator apps show it.
    pub shop_name: String,
    /// Passwords that are hashed at the same time at most.
    pub hashing_workers: usize,
}

/// What identity works with.
pub struct IdentityParts {
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The key of the shop.
    pub master: MasterKey,
    /// Who brings messages.
    pub messenger: Arc<dyn Messenger>,
    /// Others whose log-ins count.
    pub providers: Providers,
    /// What the shop decides.
    pub settings: IdentitySettings,
}

/// Accounts, sessions and permissions of the shop. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) messenger: Arc<dyn Messenger>,
    pub(crate) providers: Providers,
    pub(crate) settings: IdentitySettings,
    pub(crate) passwords: Passwords,
    pub(crate) keys: Keys,
    pub(crate) keyring: Keyring,
    pub(crate) revocations: Revocations,
    pub(crate) kept: KeptPeople,
}

/// Keys derived from the shop's, one a purpose.
pub(crate) struct Keys {
    pub(crate) codes: [u8; 32],
    pub(crate) csrf: [u8; 32],
    pub(crate) audit: [u8; 32],
    pub(crate) sealer: Sealer,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("database", &self.inner.database).finish_non_exhaustive()
    }
}

impl Identity {
    /// Identity over these parts.
    #[must_use]
    pub fn new(parts: IdentityParts) -> Self {
        let keys = Keys {
            codes: parts.master.derive("identity.codes"),
            csrf: parts.master.derive("identity.csrf"),
            audit: parts.master.derive("identity.audit"),
            sealer: parts.master.sealer("identity.sealed"),
        };
        let inner = Inner {
            database: parts.database,
            clock: parts.clock,
            messenger: parts.messenger,
            providers: parts.providers,
            passwords: Passwords::new(parts.settings.hashing_workers),
            settings: parts.settings,
            keys,
            keyring: Keyring::default(),
            revocations: Revocations::default(),
            kept: KeptPeople::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// A transaction for a change that is written down in the audit log, or that other modules take part in.
    pub async fn begin(&self) -> Result<Tx, IdentityError> {
        Ok(self.inner.database.begin().await?)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }
}

/// Makes a transaction's changes true.
pub(crate) async fn commit(tx: Tx) -> Result<(), IdentityError> {
    tx.commit().await?;
    Ok(())
}
