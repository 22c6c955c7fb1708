//! When a change was made, in one order for all devices.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far a device's clock may run ahead; what claims to be later is set back to this.
pub const STAMP_AHEAD_MAX: SignedDuration = SignedDuration::from_mins(5);

cholon_kernel::typed_id!(
    /// A browser or app that changes a cart. It makes its id itself.
    DeviceId
);

impl DeviceId {
    /// The forms of the website, whose changes are numbered by the server.
    pub const FORMS: Self = Self(Uuid::nil());
}

/// A hybrid logical clock: the device's time, never behind what the device knew, with device and number behind it, so
/// that no two changes have the same stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp(pub i64, pub DeviceId, pub u64);

impl Stamp {
    /// The time in milliseconds since 1970.
    #[must_use]
    pub const fn ms(&self) -> i64 {
        self.0
    }

    /// Whose change it is.
    pub(crate) const fn device(&self) -> DeviceId {
        self.1
    }

    /// Its number among those of the device.
    pub(crate) const fn number(&self) -> u64 {
        self.2
    }

    /// The stamp, not further ahead of `now_ms` than is believed.
    #[must_use]
    pub fn believed(self, now_ms: i64) -> Self {
        let latest = now_ms.saturating_add(i64::try_from(STAMP_AHEAD_MAX.as_millis()).unwrap_or(0));
        Self(self.0.min(latest), self.1, self.2)
    }
}
