//! Building a new index beside the one in use, then swapping.

use std::path::Path;

use cholon_kernel::EventPosition;
use tokio::sync::mpsc;

use crate::error::SearchError;
use crate::index::{Generation, IndexBuilder, IndexDirectory};
use crate::model::IndexDocument;
use crate::source::DocumentSource;

/// Products loaded at once.
const BATCH: u32 = 1_000;
/// Loaded batches that may wait for analysis.
const BATCHES_WAITING_MAX: usize = 4;

/// A new index that nobody reads yet. Dropping it without [`Rebuild::publish`] leaves the old one in use.
pub struct Rebuild {
    directory: IndexDirectory,
    generation: Generation,
    builder: IndexBuilder,
}

impl Rebuild {
    /// Starts an empty index in `folder`, beside the one in use.
    pub fn start(folder: &Path) -> Result<Self, SearchError> {
        let directory = IndexDirectory::open(folder)?;
        let generation = directory.create_next()?;
        let builder = IndexBuilder::create(&directory.path(generation))?;
        Ok(Self { directory, generation, builder })
    }

    /// Adds a product; each product once.
    pub fn add(&self, product: &IndexDocument) -> Result<(), SearchError> {
        Ok(self.builder.add(product)?)
    }

    /// Commits everything as the state at `position` of the event log and puts the index in use.
    pub fn publish(mut self, position: EventPosition) -> Result<(), SearchError> {
        self.builder.commit(position)?;
        self.builder.finish()?;
        self.directory.publish(self.generation)?;
        Ok(self.directory.remove_older()?)
    }
}

impl std::fmt::Debug for Rebuild {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rebuild").field("generation", &self.generation).finish_non_exhaustive()
    }
}

/// Fills a new index in `folder` with everything `source` has and puts it in use; `progress` hears the count so far.
///
/// `position` must have been the head of the event log before this call: what changes meanwhile is then followed again.
/// Returns how many products the new index holds.
pub async fn reindex(
    folder: &Path,
    source: &dyn DocumentSource,
    position: EventPosition,
    mut progress: impl FnMut(u64),
) -> Result<u64, SearchError> {
    let rebuild = Rebuild::start(folder)?;
    let (sender, mut receiver) = mpsc::channel::<Vec<IndexDocument>>(BATCHES_WAITING_MAX);
    let writing = tokio::task::spawn_blocking(move || -> Result<Rebuild, SearchError> {
        while let Some(batch) = receiver.blocking_recv() {
            for product in &batch {
                rebuild.add(product)?;
            }
        }
        Ok(rebuild)
    });
    let mut last = None;
    let mut count = 0;
    loop {
        let batch = source.next_documents(last, BATCH).await?;
        let Some(product) = batch.last() else { break };
        last = Some(product.id);
        count += batch.len() as u64;
        if sender.send(batch).await.is_err() {
            break;
        }
        progress(count);
    }
    drop(sender);
    let rebuild = writing.await.map_err(|_panicked| SearchError::Stopped)??;
    tokio::task::spawn_blocking(move || rebuild.publish(position))
        .await
        .map_err(|_panicked| SearchError::Stopped)??;
    Ok(count)
}
