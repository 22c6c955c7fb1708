//! The breaker: a server that keeps failing is left alone for a while, then one call tries it again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cholon_kernel::Clock;
use metrics::{Gauge, gauge};

use crate::settings::BreakerSettings;

/// What callers are told to wait while one call tries the server again.
const PROBE_WAIT: Duration = Duration::from_secs(1);

/// Whether a server is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerState {
    /// It is.
    Closed,
    /// One call tries it, or may try it; the others are refused.
    HalfOpen,
    /// It is not.
    Open,
}

impl BreakerState {
    /// The number that the metric shows: 0 closed, 1 half-open, 2 open.
    const fn level(self) -> f64 {
        match self {
            Self::Closed => 0.0,
            Self::HalfOpen => 1.0,
            Self::Open => 2.0,
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Phase {
    Closed { failures: u32 },
    Open { until_ms: i64 },
    Probing,
}

#[derive(Debug)]
struct Inner {
    phase: Phase,
    /// Grows whenever the phase changes its kind: a call that began before the change says nothing about now.
    generation: u64,
}

/// How a call ended, as far as the breaker cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Healthy,
    Failed,
    Abandoned,
}

/// The breaker of one server.
pub(crate) struct Breaker {
    name: &'static str,
    settings: BreakerSettings,
    clock: Arc<dyn Clock>,
    inner: Mutex<Inner>,
    level: Gauge,
}

impl Breaker {
    pub(crate) fn new(name: &'static str, settings: BreakerSettings, clock: Arc<dyn Clock>) -> Self {
        let level = gauge!("outbound_breaker_state", "name" => name);
        level.set(BreakerState::Closed.level());
        let inner = Mutex::new(Inner { phase: Phase::Closed { failures: 0 }, generation: 0 });
        Self { name, settings, clock, inner, level }
    }

    /// The state now.
    pub(crate) fn state(&self) -> BreakerState {
        match self.lock().phase {
            Phase::Closed { .. } => BreakerState::Closed,
            Phase::Open { until_ms } if self.now_ms() < until_ms => BreakerState::Open,
            Phase::Open { .. } | Phase::Probing => BreakerState::HalfOpen,
        }
    }

    /// Lets a call through, or says how long to wait.
    pub(crate) fn enter(&self) -> Result<Pass<'_>, Duration> {
        let mut inner = self.lock();
        let is_probe = match inner.phase {
            Phase::Closed { .. } => false,
            Phase::Probing => return Err(PROBE_WAIT),
            Phase::Open { until_ms } => {
                let left_ms = u64::try_from(until_ms - self.now_ms()).unwrap_or(0);
                if left_ms > 0 {
                    return Err(Duration::from_millis(left_ms));
                }
                self.change(&mut inner, Phase::Probing);
                true
            }
        };
        Ok(Pass { breaker: self, generation: inner.generation, is_probe, is_settled: false })
    }

    fn settle(&self, generation: u64, outcome: Outcome) {
        let mut inner = self.lock();
        if inner.generation != generation {
            return;
        }
        match (inner.phase, outcome) {
            (Phase::Closed { .. }, Outcome::Healthy) => inner.phase = Phase::Closed { failures: 0 },
            (Phase::Closed { failures }, Outcome::Failed) if failures + 1 < self.settings.failures_to_open => {
                inner.phase = Phase::Closed { failures: failures + 1 };
            }
            (Phase::Closed { .. } | Phase::Probing, Outcome::Failed) => {
                let open_ms = i64::try_from(self.settings.open_for.as_millis()).unwrap_or(i64::MAX);
                let until_ms = self.now_ms().saturating_add(open_ms);
                self.change(&mut inner, Phase::Open { until_ms });
            }
            (Phase::Probing, Outcome::Healthy) => self.change(&mut inner, Phase::Closed { failures: 0 }),
            // Who tried went away without an answer: the next one may try.
            (Phase::Probing, Outcome::Abandoned) => {
                let until_ms = self.now_ms();
                self.change(&mut inner, Phase::Open { until_ms });
            }
            (Phase::Closed { .. }, Outcome::Abandoned) | (Phase::Open { .. }, _) => {}
        }
    }

    fn change(&self, inner: &mut Inner, phase: Phase) {
        let (state, word) = match phase {
            Phase::Closed { .. } => (BreakerState::Closed, "closed"),
            Phase::Open { .. } => (BreakerState::Open, "open"),
            Phase::Probing => (BreakerState::HalfOpen, "half-open"),
        };
        *inner = Inner { phase, generation: inner.generation + 1 };
        self.level.set(state.level());
        tracing::warn!(server = self.name, state = word, "the breaker changed");
    }

    fn now_ms(&self) -> i64 {
        self.clock.now().as_millisecond()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call that was let through. Dropped without a result, as when the caller goes away, it says nothing.
#[must_use]
pub(crate) struct Pass<'a> {
    breaker: &'a Breaker,
    generation: u64,
    is_probe: bool,
    is_settled: bool,
}

impl Pass<'_> {
    /// Whether this call tries a server that was left alone.
    pub(crate) const fn is_probe(&self) -> bool {
        self.is_probe
    }

    /// Tells how the call ended.
    pub(crate) fn finish(mut self, is_healthy: bool) {
        self.is_settled = true;
        self.breaker.settle(self.generation, if is_healthy { Outcome::Healthy } else { Outcome::Failed });
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if !self.is_settled {
            self.breaker.settle(self.generation, Outcome::Abandoned);
        }
    }
}

#[cfg(test)]
#[path = "breaker_tests.rs"]
mod tests;
