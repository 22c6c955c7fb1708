//! Carts: what somebody means to buy, the same on all of their devices.
//!
//! Owns the PostgreSQL schema `cart`. Invariants: a customer has one cart; the order in which changes of devices arrive,
//! and how often they are repeated, does not matter (decision 0011); a guest's cart joins a customer's exactly once; a
//! change that was answered survives a crash.
//! Leaves to others: prices and stock (a caller brings offers to look at a cart with), orders, coupons.

mod batch;
mod changes;
mod error;
pub mod events;
mod facade;
mod figures;
mod form;
mod guest;
mod housekeeping;
mod join;
mod model;
mod snapshot;
mod store;
mod store_clock;
mod sync;
mod view;

pub use changes::CartChanges;
pub use error::CartError;
pub use facade::{CartId, Carts, Owner};
pub use figures::DayOfCarts;
pub use form::{FormChange, FormKey};
pub use guest::GuestToken;
pub use housekeeping::CARTS_KEPT;
pub use join::JoinRule;
pub use model::{
    CONTRIBUTIONS_MAX, Cart, CartState, Change, DEVICES_MAX, DeviceId, LINE_QUANTITY_MAX, LINES_MAX, Line,
    NOTE_LENGTH_MAX, Numbered, OPERATIONS_MAX, Operation, Refusal, STAMP_AHEAD_MAX, Stamp,
};
pub use sync::{SyncRequest, Synced};
pub use view::{CartView, Clamp, LineView, Offer, Totals, view};
