//! What operators see of a running process: logs, traces and metrics.
//!
//! Invariants: no personal data in a log line (use [`mask`]); every metric is in the catalogue of [`names`]; a missing
//! collector slows nothing down.

mod logs;
mod mask;
mod measure;
pub mod names;
mod process;
mod statements;
mod traces;

pub use logs::{LogFormat, Telemetry, TelemetryError, TelemetrySettings, init};
pub use mask::mask;
pub use measure::Metrics;
pub use traces::{adopt, trace_id};
