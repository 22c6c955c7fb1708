//! A source as a stream of bounded batches, read and checked on a thread of its own while the database works.

use tokio::sync::mpsc;

use super::error::ImportError;
use super::gather::{Gatherer, Group};
use super::read::read_rows;
use super::source::ImportSource;

/// Products of one batch, which is one transaction.
const BATCH_PRODUCTS_MAX: usize = 2_000;
/// Variants of one batch.
const BATCH_VARIANTS_MAX: usize = 5_000;
/// Batches that wait for the database.
const BATCHES_WAITING_MAX: usize = 2;

/// Some groups, or the end with the columns that nobody knows.
pub(crate) enum Piece {
    Batch(Vec<Group>),
    End { unknown_columns: Vec<String> },
}

/// Starts reading; dropping the receiver stops it.
pub(crate) fn stream(source: ImportSource) -> mpsc::Receiver<Result<Piece, ImportError>> {
    let (sender, receiver) = mpsc::channel(BATCHES_WAITING_MAX);
    tokio::task::spawn_blocking(move || {
        let end = feed(&source, &sender);
        // Nobody is left to tell when the receiver is gone.
        let _ = sender.blocking_send(end);
    });
    receiver
}

fn feed(source: &ImportSource, sender: &mpsc::Sender<Result<Piece, ImportError>>) -> Result<Piece, ImportError> {
    let mut gatherer = Gatherer::default();
    let mut batch = Batch::default();
    read_rows(source.open()?, &mut |row| match gatherer.push(row) {
        Some(group) => batch.push(group).is_none_or(|full| sender.blocking_send(Ok(Piece::Batch(full))).is_ok()),
        None => true,
    })?;
    let last = gatherer.finish().and_then(|group| batch.push(group));
    for rest in [last.unwrap_or_default(), batch.groups] {
        if !rest.is_empty() && sender.blocking_send(Ok(Piece::Batch(rest))).is_err() {
            break;
        }
    }
    Ok(Piece::End { unknown_columns: gatherer.unknown.into_iter().collect() })
}

#[derive(Default)]
struct Batch {
    groups: Vec<Group>,
    variants: usize,
}

impl Batch {
    /// Adds a group; answers what was gathered before when that is enough.
    fn push(&mut self, group: Group) -> Option<Vec<Group>> {
        let variants = group.product.variants.len();
        let is_full = self.groups.len() >= BATCH_PRODUCTS_MAX || self.variants + variants > BATCH_VARIANTS_MAX;
        let full = is_full.then(|| {
            self.variants = 0;
            std::mem::take(&mut self.groups)
        });
        self.variants += variants;
        self.groups.push(group);
        full.filter(|full| !full.is_empty())
    }
}
