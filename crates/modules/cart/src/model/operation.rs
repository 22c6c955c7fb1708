//! What devices do to carts.

use cholon_kernel::VariantId;
use serde::{Deserialize, Serialize};

use crate::model::stamp::DeviceId;

/// Operations of one request at most.
pub const OPERATIONS_MAX: usize = 500;
/// Letters of a line's note at most.
pub const NOTE_LENGTH_MAX: usize = 200;

/// What is done to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// More pieces, or less when negative: the difference to what the device had seen.
    Add {
        /// The pieces.
        pieces: i32,
        /// What one cost when it was added, in minor units; for telling later that it changed.
        price: Option<i64>,
    },
    /// Away with what there was of it.
    Remove,
    /// The last one counts.
    Describe {
        /// A note to the shop.
        note: String,
        /// Whether it is put aside for later.
        is_saved: bool,
    },
}

/// One change of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// The line.
    pub variant: VariantId,
    /// The change.
    pub change: Change,
}

/// An operation with its number among those of its device, from 1 without a gap, and the device's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// The device.
    pub device: DeviceId,
    /// The number.
    pub number: u64,
    /// The device's time in milliseconds since 1970, not behind any stamp the device has seen.
    pub at_ms: i64,
    /// The operation.
    pub operation: Operation,
}

/// Why one operation was not applied while the others of its request were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The cart holds as many different lines as it takes.
    TooManyLines,
}
