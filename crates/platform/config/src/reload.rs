//! Settings that change while the server runs.

use std::sync::{Arc, PoisonError, RwLock};

use crate::settings::Settings;

/// What a reload did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reload {
    /// Keys or sections that changed and are in force now.
    pub applied: Vec<&'static str>,
    /// Sections that differ and need a restart.
    pub need_restart: Vec<&'static str>,
}

/// The settings in force, shared by everyone who looks them up at each use. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Reloadable(Arc<RwLock<Arc<Settings>>>);

impl Reloadable {
    /// Starts with `settings`.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(settings))))
    }

    /// The settings in force now.
    #[must_use]
    pub fn current(&self) -> Arc<Settings> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over what may change while running — the limits and the log level — and names what may not.
    pub fn reload(&self, fresh: &Settings) -> Reload {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = Settings::clone(&current);
        let mut report = Reload::default();
        if next.limits != fresh.limits {
            next.limits = fresh.limits.clone();
            report.applied.push("limits");
        }
        if next.telemetry.log_level != fresh.telemetry.log_level {
            next.telemetry.log_level.clone_from(&fresh.telemetry.log_level);
            report.applied.push("telemetry.log_level");
        }
        let fixed = [
            ("server", next.server != fresh.server),
            ("shop", next.shop != fresh.shop),
            ("database", next.database != fresh.database),
            ("security", next.security != fresh.security),
            ("log_in", next.log_in != fresh.log_in),
            ("cart", next.cart != fresh.cart),
            ("mail", next.mail != fresh.mail),
            ("cache", next.cache != fresh.cache),
            ("telemetry", next.telemetry != fresh.telemetry),
        ];
        report.need_restart.extend(fixed.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name));
        *current = Arc::new(next);
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_change_at_once_and_the_port_asks_for_a_restart() {
        let reloadable = Reloadable::new(Settings::defaults());
        let mut fresh = Settings::defaults();
        fresh.limits.public_per_minute = 7;
        fresh.server.port = 9999;
        let report = reloadable.reload(&fresh);
        assert_eq!(report, Reload { applied: vec!["limits"], need_restart: vec!["server"] });
        assert_eq!(reloadable.current().limits.public_per_minute, 7);
        assert_eq!(reloadable.current().server.port, 8080);
    }
}
