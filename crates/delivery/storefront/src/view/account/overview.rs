//! The first page of an account: what there is, and what waits for the shopper.

use askama::Template;

use crate::view::account::AccountFrame;
use crate::view::page::Page;

/// The overview.
#[derive(Template)]
#[template(path = "pages/account/overview.html")]
pub(crate) struct OverviewTemplate {
    pub(crate) page: Page,
    pub(crate) account: AccountFrame,
    /// Pieces in the cart.
    pub(crate) cart_count: u32,
    /// The address things are sent to; `None` when there is none yet.
    pub(crate) address: Option<String>,
    /// The confirmed e-mail address or telephone number, masked.
    pub(crate) contact: String,
    /// Devices on which the account is open.
    pub(crate) device_count: u32,
    /// Whether there is a password; accounts opened through others may have none.
    pub(crate) has_password: bool,
}
