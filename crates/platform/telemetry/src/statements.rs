//! Counting SQL statements, at the price of a question for each.

use std::sync::atomic::{AtomicU64, Ordering};

use metrics::counter;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// What the database driver logs statements under.
pub(crate) const TARGET: &str = "sqlx::query";

/// How often the driver asked whether to log a statement.
static ASKED: AtomicU64 = AtomicU64::new(0);
/// How often it did.
static LOGGED: AtomicU64 = AtomicU64::new(0);

/// Counts how often the driver asks whether it should log a statement, which it does once for each. The answer is left
/// to the layers below; where it is no, the driver never puts the line together.
pub(crate) struct StatementCounter;

impl<S: Subscriber> Layer<S> for StatementCounter {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if is_question(metadata) { Interest::sometimes() } else { Interest::always() }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        if is_question(metadata) {
            ASKED.fetch_add(1, Ordering::Relaxed);
        }
        true
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == TARGET {
            LOGGED.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Statements are logged at the lowest level; a bound above it would keep the question from being asked.
    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }
}

/// Whether it is asked for a statement; the line itself, where it is wanted, is an event.
fn is_question(metadata: &Metadata<'_>) -> bool {
    metadata.target() == TARGET && !metadata.is_event() && !metadata.is_span()
}

/// Tells the recorder how many there were. The macro by which the driver asks does so twice where the
/// answer is yes; what is between the two and its line counts too early, for a moment.
pub(crate) fn measure() {
    let (logged, asked) = (LOGGED.load(Ordering::Relaxed), ASKED.load(Ordering::Relaxed));
    counter!("sql_statements_total").absolute(asked.saturating_sub(logged));
}
