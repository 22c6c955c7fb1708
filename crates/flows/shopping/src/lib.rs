//! Where accounts, carts, the catalogue and messages meet: a cart is looked at with offers, a guest's cart joins at
//! log-in, who left a cart is reminded, a person is erased everywhere at once.
//!
//! Invariants: what identity wants said goes out in identity's own transaction; deleting an account is one transaction
//! over all modules.

mod cart;
mod error;
mod letters;
mod person;
mod reminders;

use cholon_cart::{Carts, JoinRule};
use cholon_catalog::Catalog;
use cholon_identity::Identity;
use cholon_notification::Notifications;

pub use cart::CartPicture;
pub use error::ShoppingError;
pub use letters::Letters;
pub use reminders::Reminders;

/// What the shop decides about carts.
#[derive(Debug, Clone, Copy)]
pub struct ShoppingSettings {
    /// How a guest's quantities count at log-in.
    pub join_rule: JoinRule,
    /// The value added tax in prices, in basis points.
    pub vat_basis_points: u32,
}

/// The flow of shopping. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Shopping {
    /// Who people are.
    pub identity: Identity,
    /// What they mean to buy.
    pub carts: Carts,
    /// What there is to buy.
    pub catalog: Catalog,
    /// Messages to them.
    pub notifications: Notifications,
    /// What the shop decides.
    pub settings: ShoppingSettings,
}
