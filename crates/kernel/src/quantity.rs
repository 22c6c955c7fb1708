//! How many pieces of something.

use serde::{Deserialize, Serialize};

/// A count of pieces between zero and [`Quantity::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

/// The count is above [`Quantity::MAX`] or below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("quantity is not between 0 and 1,000,000,000")]
pub struct QuantityError;

impl Quantity {
    /// The largest count of pieces: no shop has more, and two of them still fit into 32 bits.
    pub const MAX: Self = Self(1_000_000_000);
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A count.
    pub const fn new(count: u32) -> Result<Self, QuantityError> {
        if count > Self::MAX.0 { Err(QuantityError) } else { Ok(Self(count)) }
    }

    /// The count as a number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl TryFrom<u32> for Quantity {
    type Error = QuantityError;

    fn try_from(count: u32) -> Result<Self, QuantityError> {
        Self::new(count)
    }
}

impl TryFrom<i32> for Quantity {
    type Error = QuantityError;

    fn try_from(count: i32) -> Result<Self, QuantityError> {
        u32::try_from(count).map_err(|_negative| QuantityError).and_then(Self::new)
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_has_bounds() {
        assert_eq!(Quantity::new(1_000_000_000), Ok(Quantity::MAX));
        assert_eq!(Quantity::new(1_000_000_001), Err(QuantityError));
        assert_eq!(Quantity::try_from(-1_i32), Err(QuantityError));
    }
}
