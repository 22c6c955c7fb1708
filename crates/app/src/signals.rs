//! Signals of the operating system: stop, and read the settings again.

use std::path::{Path, PathBuf};

use cholon_config::{Reloadable, Settings};
use cholon_limits::RateLimits;
use cholon_telemetry::Telemetry;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::web;

/// What changes when the settings are read again.
pub(crate) struct Reload {
    /// The settings file, if there is one.
    pub(crate) config: Option<PathBuf>,
    /// The settings in force.
    pub(crate) settings: Reloadable,
    /// The rates in force.
    pub(crate) limits: RateLimits,
    /// The log in force.
    pub(crate) telemetry: Telemetry,
}

/// A token that is cancelled by `SIGINT` or `SIGTERM`.
pub(crate) fn stop() -> anyhow::Result<CancellationToken> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        stopping.cancel();
    });
    Ok(stop)
}

/// Applies log level and limits anew at each `SIGHUP`; wrong settings are reported and change nothing.
pub(crate) fn reload_on_hang_up(reload: Reload) -> anyhow::Result<()> {
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hang_up.recv().await.is_some() {
            reload.run();
        }
    });
    Ok(())
}

impl Reload {
    fn run(&self) {
        match Settings::load(self.config.as_deref().map(Path::new)) {
            Ok(fresh) => self.apply(&fresh),
            Err(error) => tracing::error!(error = %error, "settings were not read again"),
        }
    }

    fn apply(&self, fresh: &Settings) {
        let report = self.settings.reload(fresh);
        let current = self.settings.current();
        self.limits.reload(&web::limit_settings(&current));
        if let Err(error) = self.telemetry.set_filter(&current.telemetry.log_level) {
            tracing::error!(error = %error, "telemetry.log_level is no filter, the old one stays");
        }
        tracing::info!(applied = ?report.applied, need_restart = ?report.need_restart, "settings were read again");
    }
}
