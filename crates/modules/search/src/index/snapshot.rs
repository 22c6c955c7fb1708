//! A consistent view of the index: what one query sees from beginning to end.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::{Index, IndexReader, ReloadPolicy};

use cholon_kernel::ProductId;

use super::schema::{Fields, schema};
use super::segment::{SegmentData, SegmentView};
use super::taxonomy::Taxonomy;
use super::vocabulary::Vocabulary;
use super::writer::Payload;

/// Segments and names of one moment.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    /// Segments.
    pub(crate) segments: Vec<SegmentView>,
    /// Names.
    pub(crate) taxonomy: Taxonomy,
    /// What the index has seen of the event log, and its version.
    pub(crate) payload: Payload,
    /// Products that live in it.
    pub(crate) documents: u32,
}

impl Snapshot {
    /// The words of this snapshot.
    pub(crate) fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary::new(&self.segments)
    }

    /// Where a product is: segment and document.
    pub(crate) fn find(&self, id: ProductId) -> Option<(&SegmentView, u32)> {
        self.segments.iter().find_map(|segment| segment.find(id).map(|document| (segment, document)))
    }
}

/// Opens one index directory and makes snapshots of it.
pub(crate) struct SnapshotSource {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    known: HashMap<SegmentId, Arc<SegmentData>>,
}

impl SnapshotSource {
    /// Opens the index in `path`.
    pub(crate) fn open(path: &Path) -> tantivy::Result<Self> {
        let index = Index::open_in_dir(path)?;
        let (expected, fields) = schema();
        if index.schema() != expected {
            return Err(tantivy::TantivyError::SchemaError("another version of the index".to_owned()));
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, reader, fields, known: HashMap::new() })
    }

    /// The newest commit. Segments that did not change are not read again.
    pub(crate) fn take(&mut self) -> tantivy::Result<Snapshot> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let mut known = HashMap::new();
        for reader in searcher.segment_readers() {
            let data = match self.known.remove(&reader.segment_id()) {
                Some(data) => data,
                None => Arc::new(SegmentData::read(reader, &self.fields)?),
            };
            known.insert(reader.segment_id(), data);
        }
        self.known = known;
        let mut snapshot = Snapshot { payload: self.payload()?, ..Snapshot::default() };
        for reader in searcher.segment_readers() {
            let data = Arc::clone(&self.known[&reader.segment_id()]);
            let names = &mut snapshot.taxonomy;
            snapshot.segments.push(SegmentView {
                brands: data.brand_terms.iter().map(|term| names.add_brand(term)).collect(),
                categories: data.category_terms.iter().map(|term| names.add_category(term)).collect(),
                facets: data.facet_terms.iter().map(|term| names.add_facet(term)).collect(),
                conditions: data.condition_terms.iter().map(|term| names.add_condition(term)).collect(),
                reader: reader.clone(),
                data,
            });
            snapshot.documents += reader.num_docs();
        }
        snapshot.taxonomy.connect();
        count_products(&mut snapshot);
        Ok(snapshot)
    }

    fn payload(&self) -> tantivy::Result<Payload> {
        let payload = self.index.load_metas()?.payload;
        Ok(payload.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }
}

/// Counts products of brands and categories, for suggestions and for understanding words.
fn count_products(snapshot: &mut Snapshot) {
    let Snapshot { segments, taxonomy, .. } = snapshot;
    for segment in segments.iter() {
        for document in segment.reader.doc_ids_alive() {
            let row = &segment.data.rows[document as usize];
            if let Some(brand) = taxonomy.brands.get_mut(segment.brand(row) as usize) {
                brand.products += 1;
            }
            for category in segment.data.categories.of(document) {
                if let Some(node) = taxonomy.categories.get_mut(segment.categories[*category as usize] as usize) {
                    node.products += 1;
                }
            }
        }
    }
}
