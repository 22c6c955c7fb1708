//! What carts publish.

use cholon_kernel::{AccountId, Event};
use serde::{Deserialize, Serialize};

use crate::facade::CartId;

/// A customer's cart holds something and was not touched for a while. Published once at each stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartWaiting {
    /// The cart.
    pub cart_id: CartId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Lines in it.
    pub lines: u32,
    /// 1 after an hour, 2 after a day.
    pub stage: u8,
}

impl Event for CartWaiting {
    const KIND: &'static str = "cart.waiting";
}
