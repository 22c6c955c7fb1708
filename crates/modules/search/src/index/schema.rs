//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// Grows with every change of the schema or the analysis; an index of another version is rebuilt.
pub(super) const INDEX_VERSION: u32 = 1;

/// What separates the parts of a composed column value.
pub(super) const SEPARATOR: char = '\u{1f}';

/// A searchable place of a document. The number is the place of its bits in a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The title.
    Name = 0,
    /// The category it lies in.
    Leaf = 1,
    /// The categories above.
    Path = 2,
    /// Brand.
    Brand = 3,
    /// Data sheet, tags, SKUs.
    Sheet = 4,
    /// Descriptions.
    Prose = 5,
    /// The title with its marks.
    Exact = 6,
}

/// How many slots there are.
pub(crate) const SLOTS: usize = 7;

/// Handles of all fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) slots: [Field; SLOTS],
    /// Neighbouring tokens of the title, `a_b`.
    pub(super) pairs: Field,
    /// Beginnings of titles, folded and readable.
    pub(super) heads: Field,
    pub(super) id_high: Field,
    pub(super) id_low: Field,
    /// Hashes of the title's tokens in order.
    pub(super) tokens: Field,
    pub(super) price: Field,
    pub(super) list_price: Field,
    pub(super) sold: Field,
    pub(super) reviews: Field,
    pub(super) rating: Field,
    pub(super) flags: Field,
    pub(super) published: Field,
    pub(super) condition: Field,
    pub(super) brand_key: Field,
    pub(super) categories: Field,
    pub(super) facets: Field,
    pub(super) title: Field,
    pub(super) sku: Field,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = |with_pairs: &str| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(with_pairs)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        TextOptions::default().set_indexing_options(indexing)
    };
    let column = || TextOptions::default().set_fast("raw");
    let number = || NumericOptions::default().set_fast();
    let fields = Fields {
        id: builder.add_bytes_field("id", INDEXED),
        slots: ["name", "leaf", "path", "brand", "sheet", "prose", "exact"]
            .map(|name| builder.add_text_field(name, words("whitespace"))),
        pairs: builder.add_text_field("pairs", words("whitespace")),
        heads: builder.add_text_field("heads", STRING),
        id_high: builder.add_u64_field("id_high", number()),
        id_low: builder.add_u64_field("id_low", number()),
        tokens: builder.add_u64_field("tokens", FAST),
        price: builder.add_u64_field("price", number()),
        list_price: builder.add_u64_field("list_price", number()),
        sold: builder.add_u64_field("sold", number()),
        reviews: builder.add_u64_field("reviews", number()),
        rating: builder.add_u64_field("rating", number()),
        flags: builder.add_u64_field("flags", number()),
        published: builder.add_u64_field("published", number()),
        condition: builder.add_text_field("condition", column()),
        brand_key: builder.add_text_field("brand_key", column()),
        categories: builder.add_text_field("categories", column()),
        facets: builder.add_text_field("facets", column()),
        title: builder.add_text_field("title", column()),
        sku: builder.add_text_field("sku", column()),
    };
    (builder.build(), fields)
}
