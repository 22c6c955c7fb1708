//! The index on disk: its schema, its directories, its writer and the snapshot that queries read.

mod directory;
mod document;
mod frequent;
mod schema;
mod segment;
mod snapshot;
mod taxonomy;
mod vocabulary;
mod writer;

pub(crate) use directory::{Generation, IndexDirectory};
pub(crate) use document::cut;
pub(crate) use schema::{SLOTS, Slot};
pub(crate) use segment::{NONE, Row, SegmentView};
pub(crate) use snapshot::{Snapshot, SnapshotSource};
pub(crate) use taxonomy::{NamePart, Taxonomy};
pub(crate) use vocabulary::Vocabulary;
pub(crate) use writer::IndexBuilder;
