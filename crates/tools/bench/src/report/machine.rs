//! Where and when a bench ran, without which its figures say nothing.

use std::process::Command;

use cholon_kernel::{Clock, SystemClock};
use serde::Serialize;

/// Date, machine and version.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Machine {
    /// UTC, to the second.
    pub(crate) date: String,
    /// Model of the processor.
    pub(crate) processor: String,
    /// Cores this program may use.
    pub(crate) cores: usize,
    /// Commit of the working copy the bench was started in, if it was in one.
    pub(crate) commit: Option<String>,
    /// `release` or `debug`.
    pub(crate) build: &'static str,
}

impl Machine {
    /// Looks at this machine.
    pub(crate) fn look() -> Self {
        let now = SystemClock.now().to_string();
        Self {
            date: now.chars().take("2026-11-20T08:00:00".len()).collect(),
            processor: processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            commit: commit(),
            build: if cfg!(debug_assertions) { "debug" } else { "release" },
        }
    }
}

fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn commit() -> Option<String> {
    let output = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output().ok()?;
    let name = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !name.trim().is_empty()).then(|| name.trim().to_owned())
}
