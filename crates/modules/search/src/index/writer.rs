//! Writing: documents in, commits that carry the position in the event log.

use std::path::Path;

use cholon_kernel::{EventPosition, ProductId};
use serde::{Deserialize, Serialize};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexWriter, Term};

use super::document::index_fields;
use super::schema::{Fields, INDEX_VERSION, schema};
use crate::model::IndexDocument;

/// Memory of a writer that follows events: the smallest that tantivy accepts.
const FOLLOWER_MEMORY_BYTES: usize = 15_000_000;
/// Memory of each thread that rebuilds: a large first segment saves merging.
const REBUILD_MEMORY_BYTES: usize = 120_000_000;
/// Threads that rebuild.
const REBUILD_THREADS: usize = 2;

/// What a commit says about itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payload {
    /// Version of schema and analysis.
    pub(crate) version: u32,
    /// Everything up to here is in the index.
    pub(crate) position: EventPosition,
}

impl Payload {
    /// Whether this program can read and continue the index.
    pub(crate) const fn is_current(&self) -> bool {
        self.version == INDEX_VERSION
    }
}

/// Writes one index directory. Holds tantivy's lock on it while it lives.
pub(crate) struct IndexBuilder {
    writer: IndexWriter,
    fields: Fields,
}

impl IndexBuilder {
    /// A new index in the empty directory `path`, for filling with everything.
    pub(crate) fn create(path: &Path) -> tantivy::Result<Self> {
        let (schema, fields) = schema();
        let index = Index::create_in_dir(path, schema)?;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(REBUILD_THREADS)
            .memory_budget_per_thread(REBUILD_MEMORY_BYTES)
            .num_merge_threads(1)
            .build();
        Ok(Self { writer: index.writer_with_options(options)?, fields })
    }

    /// The index in `path`, for following events.
    pub(crate) fn open(path: &Path) -> tantivy::Result<Self> {
        let (_, fields) = schema();
        let index = Index::open_in_dir(path)?;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(FOLLOWER_MEMORY_BYTES)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(4);
        writer.set_merge_policy(Box::new(merging));
        Ok(Self { writer, fields })
    }

    /// Adds a product that the index does not hold yet.
    pub(crate) fn add(&self, product: &IndexDocument) -> tantivy::Result<()> {
        self.writer.add_document(index_fields(&self.fields, product)).map(|_stamp| ())
    }

    /// Removes a product.
    pub(crate) fn remove(&self, id: ProductId) {
        self.writer.delete_term(Term::from_field_bytes(self.fields.id, id.as_uuid().as_bytes()));
    }

    /// Makes everything so far visible to readers, together with the position it stands for.
    pub(crate) fn commit(&mut self, position: EventPosition) -> tantivy::Result<()> {
        let payload = serde_json::to_string(&Payload { version: INDEX_VERSION, position })
            .map_err(|error| tantivy::TantivyError::InvalidArgument(error.to_string()))?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit().map(|_stamp| ())
    }

    /// Waits for merges and gives the directory back.
    pub(crate) fn finish(self) -> tantivy::Result<()> {
        self.writer.wait_merging_threads()
    }
}
