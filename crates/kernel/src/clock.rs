//! Time as a parameter, so that a test can run a month in a second.

use std::sync::atomic::{AtomicI64, Ordering};

pub use jiff::Timestamp;

/// Local time of every shop: UTC+7 without daylight saving.
pub const LOCAL_TIME_ZONE: &str = "Asia/Ho_Chi_Minh";

/// Where the current time comes from.
pub trait Clock: Send + Sync {
    /// The current moment in UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask the machine for the time")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that moves only when told to.
#[derive(Debug)]
pub struct ManualClock {
    milliseconds: AtomicI64,
}

impl ManualClock {
    /// A clock standing at `moment`, an RFC 3339 text such as `2026-01-01T00:00:00Z`.
    ///
    /// # Panics
    /// When `moment` is not a moment: this clock is for tests, where the text is a literal.
    #[must_use]
    pub fn at(moment: &str) -> Self {
        let moment: Timestamp = moment.parse().expect("an RFC 3339 moment");
        Self { milliseconds: AtomicI64::new(moment.as_millisecond()) }
    }

    /// Moves the clock forward.
    pub fn advance_ms(&self, milliseconds: i64) {
        self.milliseconds.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.milliseconds.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
