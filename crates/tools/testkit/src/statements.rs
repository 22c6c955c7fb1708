//! Counting the SQL statements that some work costs.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Metadata, Subscriber};

/// What the driver logs each statement under.
const TARGET: &str = "sqlx::query";

/// As long as a process has one subscriber alone, whether a statement is told at all is decided in the thread that runs
/// the first one: another test's, which counts nothing. Two that stay keep that from happening.
static WITNESSES: LazyLock<[Dispatch; 2]> =
    LazyLock::new(|| std::array::from_fn(|_| Dispatch::new(Counter(Arc::default()))));

/// Does `work` and counts its SQL statements, including those that begin and end transactions.
///
/// Counts what `work` does itself, not what it leaves to tasks that it spawns.
pub async fn statements<T>(work: impl Future<Output = T>) -> (T, usize) {
    LazyLock::force(&WITNESSES);
    let count = Arc::new(AtomicUsize::new(0));
    let output = work.with_subscriber(Counter(Arc::clone(&count))).await;
    (output, count.load(Ordering::SeqCst))
}

struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == TARGET
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, _event: &Event<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database;

    #[tokio::test]
    async fn each_statement_counts_once() {
        let test = database().await;
        let mut connection = test.database().read().await.unwrap();
        let work = async {
            for _ in 0..3 {
                sqlx::query("SELECT 1").execute(&mut *connection).await.unwrap();
            }
        };
        assert_eq!(statements(work).await.1, 3);
        assert_eq!(statements(async {}).await.1, 0);
    }
}
