//! Concurrent requests of one kind become one statement and one commit, each with its own durable answer.
//!
//! There is no timer. An idle batcher writes a single item at once; while it commits, the next items gather and become
//! the next batch. So batches grow with the load and cost nothing without it.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

/// Writes batches: the part that the batcher does not know.
pub trait BatchWriter: Send + Sync + 'static {
    /// What one caller hands in.
    type Item: Send + Sync + 'static;
    /// What one caller gets back.
    type Answer: Send + 'static;
    /// Why nothing was written.
    type Error: Send + Sync + 'static;

    /// Writes all `items`, in one transaction as a rule, and answers in their order. An error means that none was written.
    fn write(&self, items: &[Self::Item]) -> impl Future<Output = Result<Vec<Self::Answer>, Self::Error>> + Send;

    /// Whether a single item may be to blame, so that its neighbours are worth trying alone. Answer no for a database
    /// that is away: trying every item would only make everybody wait longer.
    fn may_be_one_items_fault(error: &Self::Error) -> bool;
}

/// The bounds of a batcher.
#[derive(Debug, Clone, Copy)]
pub struct BatcherOptions {
    /// The name in metrics.
    pub name: &'static str,
    /// Items that wait at most; further ones are refused.
    pub queue_max: usize,
    /// Items of one batch at most.
    pub batch_max: usize,
    /// Batches that are written at the same time at most.
    pub writers: usize,
}

/// Why an item has no answer.
#[derive(Debug, thiserror::Error)]
pub enum BatchError<E> {
    /// The queue is full; nothing was written. Try again later.
    #[error("too many requests are waiting")]
    Overloaded,
    /// The write failed; nothing was written.
    #[error("the batch was not written")]
    Failed(Arc<E>),
    /// The writer panicked or did not answer every item: a programming error. Whether it was written is unknown.
    #[error("the batch ended without an answer")]
    Unanswered,
}

struct Waiting<W: BatchWriter> {
    item: W::Item,
    caller: oneshot::Sender<Result<W::Answer, BatchError<W::Error>>>,
}

/// Gathers items and has them written. Share it in an `Arc`; dropping it lets what waits be written first.
#[derive(Debug)]
pub struct Batcher<W: BatchWriter> {
    queue: mpsc::Sender<Waiting<W>>,
    name: &'static str,
    writers: Vec<JoinHandle<()>>,
}

impl<W: BatchWriter> Batcher<W> {
    /// Starts a batcher over `writer` on the current runtime. Bounds of zero count as one.
    #[must_use]
    pub fn start(options: BatcherOptions, writer: W) -> Self {
        let (queue, receiver) = mpsc::channel(options.queue_max.max(1));
        let shared = Arc::new(Shared {
            receiver: Mutex::new(receiver),
            writer,
            name: options.name,
            batch_max: options.batch_max.max(1),
        });
        let writers = (0..options.writers.max(1)).map(|_| tokio::spawn(Arc::clone(&shared).run())).collect();
        Self { queue, name: options.name, writers }
    }

    /// Hands in `item` and waits for its own answer, which comes after the commit.
    ///
    /// A caller that gives up before the item was taken withdraws it; afterwards it is written all the same.
    pub async fn submit(&self, item: W::Item) -> Result<W::Answer, BatchError<W::Error>> {
        let (caller, answer) = oneshot::channel();
        if self.queue.try_send(Waiting { item, caller }).is_err() {
            metrics::counter!("batch_refused_total", "batcher" => self.name).increment(1);
            return Err(BatchError::Overloaded);
        }
        answer.await.unwrap_or(Err(BatchError::Unanswered))
    }

    /// Takes no more items, and waits until everything that waits is written.
    pub async fn close(self) {
        drop(self.queue);
        for writer in self.writers {
            // Writers end when the queue does; panics of the write itself are caught inside.
            let _ended = writer.await;
        }
    }
}

struct Shared<W: BatchWriter> {
    receiver: Mutex<mpsc::Receiver<Waiting<W>>>,
    writer: W,
    name: &'static str,
    batch_max: usize,
}

impl<W: BatchWriter> Shared<W> {
    async fn run(self: Arc<Self>) {
        while let Some(batch) = self.next_batch().await {
            self.flush(batch).await;
        }
    }

    /// Whatever has gathered, at least one item; `None` when the queue was closed and is empty.
    async fn next_batch(&self) -> Option<Vec<Waiting<W>>> {
        let mut batch = Vec::new();
        let mut receiver = self.receiver.lock().await;
        let taken = receiver.recv_many(&mut batch, self.batch_max).await;
        let depth = u32::try_from(receiver.len()).unwrap_or(u32::MAX);
        drop(receiver);
        metrics::gauge!("batch_queue_items", "batcher" => self.name).set(f64::from(depth));
        // A caller that went away has withdrawn its item.
        batch.retain(|waiting| !waiting.caller.is_closed());
        (taken > 0).then_some(batch)
    }

    async fn flush(&self, batch: Vec<Waiting<W>>) {
        if batch.is_empty() {
            return;
        }
        let (items, callers): (Vec<_>, Vec<_>) = batch.into_iter().map(|one| (one.item, one.caller)).unzip();
        let size = u32::try_from(items.len()).unwrap_or(u32::MAX);
        metrics::histogram!("batch_size_items", "batcher" => self.name).record(f64::from(size));
        match self.write(&items).await {
            Written::All(answers) => {
                for (caller, answer) in callers.into_iter().zip(answers) {
                    let _gave_up = caller.send(Ok(answer));
                }
            }
            Written::None(error) if items.len() == 1 || !W::may_be_one_items_fault(&error) => fail_all(callers, &error),
            Written::None(_) => self.flush_one_by_one(&items, callers).await,
            // Trying again could write twice. Dropping the callers tells them.
            Written::Unclear => {}
        }
    }

    /// After a failure: one item that cannot be written must not fail its neighbours.
    async fn flush_one_by_one(&self, items: &[W::Item], callers: Vec<Caller<W>>) {
        metrics::counter!("batch_split_total", "batcher" => self.name).increment(1);
        let mut callers = callers.into_iter();
        for item in items {
            let Some(caller) = callers.next() else { return };
            match self.write(std::slice::from_ref(item)).await {
                Written::All(mut answers) => {
                    let _gave_up = answers.pop().map(|answer| caller.send(Ok(answer)));
                }
                Written::None(error) => {
                    let stop = !W::may_be_one_items_fault(&error);
                    let _gave_up = caller.send(Err(BatchError::Failed(Arc::clone(&error))));
                    if stop {
                        return fail_all(callers.collect(), &error);
                    }
                }
                Written::Unclear => {}
            }
        }
    }

    async fn write(&self, items: &[W::Item]) -> Written<W> {
        match AssertUnwindSafe(self.writer.write(items)).catch_unwind().await {
            Ok(Ok(answers)) if answers.len() == items.len() => Written::All(answers),
            Ok(Ok(answers)) => {
                tracing::error!(
                    batcher = self.name,
                    items = items.len(),
                    answers = answers.len(),
                    "answers are missing"
                );
                Written::Unclear
            }
            Ok(Err(error)) => Written::None(Arc::new(error)),
            Err(_panic) => {
                tracing::error!(batcher = self.name, items = items.len(), "the batch's writer panicked");
                Written::Unclear
            }
        }
    }
}

type Caller<W> = oneshot::Sender<Result<<W as BatchWriter>::Answer, BatchError<<W as BatchWriter>::Error>>>;

/// What became of one write.
enum Written<W: BatchWriter> {
    All(Vec<W::Answer>),
    None(Arc<W::Error>),
    /// A panic, before or after the commit, or answers that do not fit the items.
    Unclear,
}

fn fail_all<A, E>(callers: Vec<oneshot::Sender<Result<A, BatchError<E>>>>, error: &Arc<E>) {
    for caller in callers {
        let _gave_up = caller.send(Err(BatchError::Failed(Arc::clone(error))));
    }
}

#[cfg(test)]
mod tests;
