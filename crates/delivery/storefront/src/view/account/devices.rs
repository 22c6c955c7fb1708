//! Where the account is open, and how to close it there.

use askama::Template;

use cholon_webkit::{DeviceKind, When};

use crate::view::account::AccountFrame;
use crate::view::page::Page;

/// The devices.
#[derive(Template)]
#[template(path = "pages/account/devices.html")]
pub(crate) struct DevicesTemplate {
    pub(crate) page: Page,
    pub(crate) account: AccountFrame,
    /// This device first, then by last use.
    pub(crate) devices: Vec<DeviceView>,
}

impl DevicesTemplate {
    /// Whether there is another device than this one.
    pub(crate) fn has_others(&self) -> bool {
        self.devices.iter().any(|device| !device.is_current)
    }
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceView {
    pub(crate) id: String,
    /// Browser and system in words: `Chrome · Android`.
    pub(crate) name: String,
    pub(crate) kind: DeviceKind,
    /// The network address, or a place where one is known.
    pub(crate) place: String,
    pub(crate) last_seen: When,
    pub(crate) opened: When,
    /// Whether this page was asked for from it.
    pub(crate) is_current: bool,
}
