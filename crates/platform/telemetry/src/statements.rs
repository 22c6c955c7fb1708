//! Counting SQL statements, at the price of a question for each.

use metrics::{Counter, counter};
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// What the database driver logs statements under.
pub(crate) const TARGET: &str = "sqlx::query";

/// Counts how often the driver asks whether it should log a statement, which it does once for each. The answer is left
/// to the layers below; where it is no, the driver never puts the line together.
pub(crate) struct StatementCounter(Counter);

impl StatementCounter {
    pub(crate) fn new() -> Self {
        Self(counter!("sql_statements_total"))
    }
}

impl<S: Subscriber> Layer<S> for StatementCounter {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if is_question(metadata) { Interest::sometimes() } else { Interest::always() }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        if is_question(metadata) {
            self.0.increment(1);
        }
        true
    }

    /// Statements are logged at this level; a lower bound would keep the question from being asked.
    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::DEBUG)
    }
}

/// Whether it is asked for a statement; the line itself, where it is wanted, is an event.
fn is_question(metadata: &Metadata<'_>) -> bool {
    metadata.target() == TARGET && !metadata.is_event() && !metadata.is_span()
}
