//! Counting the SQL statements of a future.

use std::cell::Cell;
use std::sync::Once;

use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// What the driver reports each statement under.
const STATEMENT_TARGET: &str = "sqlx::query";

thread_local! {
    /// Statements of this thread: a test and all its futures run on one.
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

struct Statements;

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == STATEMENT_TARGET {
            COUNT.set(COUNT.get() + 1);
        }
    }
}

/// Starts to hear the driver's reports; before the first statement of the process, or some are never reported.
pub(crate) fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Statements);
        tracing::subscriber::set_global_default(subscriber).expect("nobody else listens");
    });
}

/// What a future gives and how many statements it sent.
pub(crate) async fn statements_of<T>(work: impl Future<Output = T>) -> (T, u32) {
    let before = COUNT.get();
    let given = work.await;
    (given, COUNT.get() - before)
}
