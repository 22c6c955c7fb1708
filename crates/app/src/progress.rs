//! Progress in the terminal; silent where there is none.

use cholon_catalog::import::{ImportPhase, ImportProgress};
use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts rows or products.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar without a known end.
    pub(crate) fn new(what: &'static str) -> Self {
        let bar = ProgressBar::no_length().with_message(what);
        bar.set_style(style("{spinner} {msg} {human_pos} ({per_sec}) {elapsed}"));
        Self { bar }
    }

    /// Shows how many are done.
    pub(crate) fn count(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Shows where an import is.
    pub(crate) fn import(&self, progress: ImportProgress) {
        if let Some(total) = progress.rows_total {
            self.bar.set_length(u64::from(total));
            self.bar.set_style(style("{msg} [{bar:30}] {human_pos}/{human_len} {per_sec} {elapsed}"));
        }
        self.bar.set_message(match progress.phase {
            ImportPhase::Checking => "checking",
            ImportPhase::Applying => "writing ",
        });
        self.bar.set_position(u64::from(progress.rows_done));
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_malformed| ProgressStyle::default_bar())
}
