//! The algebra of carts, without any IO (decision 0011).

mod line;
mod operation;
mod stamp;
mod state;
#[cfg(test)]
mod tests;

pub use line::CONTRIBUTIONS_MAX;
pub use operation::{Change, NOTE_LENGTH_MAX, Numbered, OPERATIONS_MAX, Operation, Refusal};
pub use stamp::{DeviceId, STAMP_AHEAD_MAX, Stamp};
pub(crate) use state::{Applied, Contribute};
pub use state::{Cart, CartState, DEVICES_MAX, LINE_QUANTITY_MAX, LINES_MAX, Line};
