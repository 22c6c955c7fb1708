//! The back office as staff see it: server-rendered pages below `/admin`, their styles and script.
//!
//! Invariants: every address says who may ask for it, and only those do; every page works without scripts; nothing is
//! kept by anybody; every form carries a token; handlers hold no SQL and ask the modules at most three times.

// Each layer of a request copies the future below it.
#![warn(clippy::large_futures)]

mod access;
mod assets;
mod cookies;
mod desk;
mod error_page;
mod guard;
mod pages;
mod problem;
mod routes;
mod view;

use std::sync::{Arc, Mutex};

use cholon_identity::Identity;
use cholon_identity::audit::ChainState;
use cholon_kernel::Clock;
use cholon_kernel::clock::Timestamp;
use cholon_notification::Notifications;

pub use routes::{router, routes};

/// What the pages are made from.
#[derive(Clone)]
pub struct Sources {
    /// Accounts, roles, the audit log.
    pub identity: Identity,
    /// Messages to people.
    pub notifications: Notifications,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Which shop it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeInfo {
    /// The name of the shop.
    pub shop_name: String,
    /// Scheme and host that people use, without a slash at the end: `https://cholon.example`.
    pub public_url: String,
}

/// The last check of the audit log: what it found, and when.
pub(crate) type ChainCheck = (ChainState, Timestamp);

/// The back office of a shop. Cheap to clone.
#[derive(Clone)]
pub struct BackOffice {
    pub(crate) from: Sources,
    pub(crate) info: Arc<OfficeInfo>,
    /// What this process found when it last checked the audit log.
    pub(crate) chain: Arc<Mutex<Option<ChainCheck>>>,
}

impl BackOffice {
    /// The back office of a shop.
    #[must_use]
    pub fn new(from: Sources, info: OfficeInfo) -> Self {
        assets::publish();
        Self { from, info: Arc::new(info), chain: Arc::default() }
    }
}
