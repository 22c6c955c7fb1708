//! One segment as queries read it: columns decoded once, posting lists and title hashes read from the mapped file.

use std::io;
use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, TERMINATED};
use uuid::Uuid;

use cholon_kernel::ProductId;

use super::document::{FEATURED, IN_STOCK};
use super::frequent::Frequent;
use super::schema::{Fields, SLOTS, Slot};
use crate::analysis::TITLE_TOKENS_MAX;

/// No brand, category or condition.
pub(crate) const NONE: u32 = u32::MAX;

/// What filters and orders need of one product; 64 bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// The product.
    pub(crate) id: u128,
    /// Price in đồng.
    pub(crate) price: u64,
    /// List price in đồng.
    pub(crate) list_price: u64,
    /// Milliseconds since 1970.
    pub(crate) published: u64,
    /// Pieces sold.
    pub(crate) sold: u32,
    /// Number of reviews.
    pub(crate) reviews: u32,
    /// Local number of the brand or [`NONE`].
    pub(crate) brand: u32,
    /// Local number of the leaf category or [`NONE`].
    pub(crate) leaf: u32,
    /// Local number of the condition or [`NONE`].
    pub(crate) condition: u32,
    /// Hundredths of a star.
    pub(crate) rating: u16,
    flags: u8,
}

impl Row {
    /// The product's id.
    pub(crate) fn product(&self) -> ProductId {
        Uuid::from_u128(self.id).into()
    }

    /// Whether it can be bought now.
    pub(crate) fn in_stock(&self) -> bool {
        u64::from(self.flags) & IN_STOCK != 0
    }

    /// Whether staff put it forward.
    pub(crate) fn is_featured(&self) -> bool {
        u64::from(self.flags) & FEATURED != 0
    }

    /// Discount in basis points.
    pub(crate) fn discount(&self) -> u64 {
        let saved = self.list_price.saturating_sub(self.price);
        saved.saturating_mul(10_000).checked_div(self.list_price).unwrap_or(0)
    }
}

/// Lists of numbers, one list a document.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl Lists {
    fn read(column: &Column<u64>, documents: u32) -> Self {
        let mut lists = Self { ends: Vec::with_capacity(documents as usize), values: Vec::new() };
        for document in 0..documents {
            lists.values.extend(column.values_for_doc(document).map(small));
            lists.ends.push(u32::try_from(lists.values.len()).unwrap_or(u32::MAX));
        }
        lists.values.shrink_to_fit();
        lists
    }

    /// The list of a document.
    pub(crate) fn of(&self, document: DocId) -> &[u32] {
        let at = document as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.values.get(start..self.ends.get(at).map_or(start, |end| *end as usize)).unwrap_or_default()
    }
}

fn small(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The immutable part of a segment; shared between snapshots, since a commit only adds segments and deletions.
pub(crate) struct SegmentData {
    /// One row a document.
    pub(crate) rows: Vec<Row>,
    /// Local facet numbers of each document.
    pub(crate) facets: Lists,
    /// Local category numbers of each document.
    pub(crate) categories: Lists,
    /// Terms behind the local numbers, as the document wrote them.
    pub(crate) brand_terms: Vec<String>,
    /// Terms of categories.
    pub(crate) category_terms: Vec<String>,
    /// Terms of facets.
    pub(crate) facet_terms: Vec<String>,
    /// Terms of conditions.
    pub(crate) condition_terms: Vec<String>,
    tokens: Column<u64>,
    titles: Option<StrColumn>,
    skus: Option<StrColumn>,
    slots: [Arc<InvertedIndexReader>; SLOTS],
    pairs: Arc<InvertedIndexReader>,
    heads: Arc<InvertedIndexReader>,
    ids: Arc<InvertedIndexReader>,
    /// Title words of several documents.
    pub(crate) frequent_words: Frequent,
    /// Beginnings of several titles.
    pub(crate) frequent_heads: Frequent,
}

impl std::fmt::Debug for SegmentData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SegmentData").field("documents", &self.rows.len()).finish_non_exhaustive()
    }
}

impl SegmentData {
    /// Decodes the columns of a segment.
    pub(super) fn read(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Self> {
        let documents = reader.max_doc();
        let (brand_terms, brands) = strings(reader, "brand_key")?;
        let (condition_terms, conditions) = strings(reader, "condition")?;
        let (category_terms, categories) = strings(reader, "categories")?;
        let (facet_terms, facets) = strings(reader, "facets")?;
        let categories = Lists::read(&categories, documents);
        let mut slots = Vec::with_capacity(SLOTS);
        for slot in fields.slots {
            slots.push(reader.inverted_index(slot)?);
        }
        let heads = reader.inverted_index(fields.heads)?;
        let slots: [Arc<InvertedIndexReader>; SLOTS] =
            slots.try_into().map_err(|_count| tantivy::TantivyError::SystemError("slots".to_owned()))?;
        Ok(Self {
            rows: read_rows(reader, [&brands, &conditions], &categories)?,
            facets: Lists::read(&facets, documents),
            categories,
            brand_terms,
            category_terms,
            facet_terms,
            condition_terms,
            tokens: reader.fast_fields().u64("tokens")?,
            titles: reader.fast_fields().str("title")?,
            skus: reader.fast_fields().str("sku")?,
            frequent_words: Frequent::read(slots[Slot::Name as usize].terms())?,
            frequent_heads: Frequent::read(heads.terms())?,
            slots,
            pairs: reader.inverted_index(fields.pairs)?,
            heads,
            ids: reader.inverted_index(fields.id)?,
        })
    }

    /// Hashes of a title's tokens, in order, into `into`.
    pub(crate) fn title_hashes(&self, document: DocId, into: &mut Vec<u32>) {
        into.clear();
        into.extend(self.tokens.values_for_doc(document).take(TITLE_TOKENS_MAX).map(small));
    }

    /// The title of a document.
    pub(crate) fn title(&self, document: DocId) -> String {
        text_of(self.titles.as_ref(), document)
    }

    /// The first SKU of a document.
    pub(crate) fn sku(&self, document: DocId) -> String {
        text_of(self.skus.as_ref(), document)
    }

    /// The searchable place number `slot`.
    pub(crate) fn slot(&self, slot: usize) -> &InvertedIndexReader {
        &self.slots[slot]
    }

    /// Neighbouring tokens.
    pub(crate) fn pairs(&self) -> &InvertedIndexReader {
        &self.pairs
    }

    /// Beginnings of titles.
    pub(crate) fn heads(&self) -> &InvertedIndexReader {
        &self.heads
    }

    fn find(&self, id: ProductId) -> io::Result<Option<DocId>> {
        let Some(info) = self.ids.terms().get(id.as_uuid().as_bytes())? else { return Ok(None) };
        let postings = self.ids.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        Ok((postings.doc() != TERMINATED).then(|| last_document(postings)))
    }
}

/// The text of a document in a column of texts; empty when there is none.
fn text_of(column: Option<&StrColumn>, document: DocId) -> String {
    let mut text = String::new();
    if let Some(column) = column {
        let ordinal = column.term_ords(document).next();
        let found = ordinal.map(|ordinal| column.ord_to_str(ordinal, &mut text));
        if !matches!(found, Some(Ok(true))) {
            text.clear();
        }
    }
    text
}

/// A replaced document stays in its segment as deleted; the newest one is the last.
fn last_document(mut postings: tantivy::postings::SegmentPostings) -> DocId {
    let mut document = postings.doc();
    while postings.advance() != TERMINATED {
        document = postings.doc();
    }
    document
}

fn strings(reader: &SegmentReader, name: &str) -> tantivy::Result<(Vec<String>, Column<u64>)> {
    let Some(column) = reader.fast_fields().str(name)? else {
        return Ok((Vec::new(), Column::build_empty_column(reader.max_doc())));
    };
    let mut terms = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        terms.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok((terms, column.ords().clone()))
}

fn read_rows(reader: &SegmentReader, ordinals: [&Column<u64>; 2], categories: &Lists) -> tantivy::Result<Vec<Row>> {
    let columns = reader.fast_fields();
    let number = |name: &str| columns.u64(name);
    let (high, low) = (number("id_high")?, number("id_low")?);
    let (price, list_price) = (number("price")?, number("list_price")?);
    let (published, sold, reviews) = (number("published")?, number("sold")?, number("reviews")?);
    let (rating, flags) = (number("rating")?, number("flags")?);
    let first = |column: &Column<u64>, document: DocId| column.first(document).unwrap_or(0);
    let rows = (0..reader.max_doc()).map(|document| Row {
        id: u128::from(first(&high, document)) << 64 | u128::from(first(&low, document)),
        price: first(&price, document),
        list_price: first(&list_price, document),
        published: first(&published, document),
        sold: small(first(&sold, document)),
        reviews: small(first(&reviews, document)),
        brand: ordinals[0].first(document).map_or(NONE, small),
        leaf: categories.of(document).last().copied().unwrap_or(NONE),
        condition: ordinals[1].first(document).map_or(NONE, small),
        rating: u16::try_from(first(&rating, document)).unwrap_or(u16::MAX),
        flags: u8::try_from(first(&flags, document)).unwrap_or(0),
    });
    Ok(rows.collect())
}

/// A segment of one snapshot: its data, what is deleted in it, and how its local numbers map to the taxonomy's.
#[derive(Debug, Clone)]
pub(crate) struct SegmentView {
    /// The data.
    pub(crate) data: Arc<SegmentData>,
    /// The tantivy reader, for deletions.
    pub(crate) reader: SegmentReader,
    /// Local brand number to the taxonomy's.
    pub(crate) brands: Vec<u32>,
    /// Local category number to the taxonomy's.
    pub(crate) categories: Vec<u32>,
    /// Local facet number to the taxonomy's.
    pub(crate) facets: Vec<u32>,
    /// Local condition number to the taxonomy's.
    pub(crate) conditions: Vec<u32>,
}

impl SegmentView {
    /// Whether a document was deleted or replaced.
    pub(crate) fn is_deleted(&self, document: DocId) -> bool {
        self.reader.is_deleted(document)
    }

    /// The document of a product, if it lives in this segment.
    pub(crate) fn find(&self, id: ProductId) -> Option<DocId> {
        self.data.find(id).ok().flatten().filter(|document| !self.is_deleted(*document))
    }

    /// The taxonomy's number of a row's leaf category.
    pub(crate) fn leaf(&self, row: &Row) -> u32 {
        self.categories.get(row.leaf as usize).copied().unwrap_or(NONE)
    }

    /// The taxonomy's number of a row's brand.
    pub(crate) fn brand(&self, row: &Row) -> u32 {
        self.brands.get(row.brand as usize).copied().unwrap_or(NONE)
    }
}
