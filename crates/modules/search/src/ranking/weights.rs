//! The numbers of ranking, in one place.

/// What each sign of relevance is worth. Fitted by hand on judged queries; a change shows in the evaluation test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weights {
    /// Share of the query found anywhere.
    pub(crate) coverage: f32,
    /// Share of the query found in the title.
    pub(crate) name: f32,
    /// Share of the query found in the category's name.
    pub(crate) leaf: f32,
    /// Share of numbers and models found in title or data sheet.
    pub(crate) numbers: f32,
    /// How close to its beginning the title says the thing.
    pub(crate) head: f32,
    /// The title says the words next to each other.
    pub(crate) adjacency: f32,
    /// The category that the text names.
    pub(crate) category: f32,
    /// The category in which most titles begin with the thing.
    pub(crate) affinity: f32,
    /// The brand that the text names.
    pub(crate) brand: f32,
    /// Typed marks found as other marks; lost.
    pub(crate) exact: f32,
    /// A measure of the text is a filterable value of the product; lost when another value is.
    pub(crate) spec: f32,
    /// Each word such as `pro` that makes it another model, up to three.
    pub(crate) other_series: f32,
    /// The title begins as accessories do, and none was asked for.
    pub(crate) accessory_word: f32,
    /// A partial match outside the category that the text names.
    pub(crate) other_kind: f32,
    /// The thing comes behind `cho`: it is an accessory for it.
    pub(crate) accessory: f32,
    /// Worth of a word found only in data sheet, upper category or description.
    pub(crate) weak_share: f32,
    /// Can be bought now.
    pub(crate) stock: f32,
    /// Pieces sold, on a logarithmic scale up to 1.
    pub(crate) sold: f32,
    /// Rating, up to 1.
    pub(crate) rating: f32,
    /// Put forward by staff.
    pub(crate) featured: f32,
}

impl Weights {
    /// The weights in use.
    pub(crate) const DEFAULT: Self = Self {
        coverage: 2.4,
        name: 1.0,
        leaf: 0.9,
        numbers: 1.2,
        head: 1.1,
        adjacency: 0.6,
        category: 0.7,
        affinity: 0.8,
        brand: 0.5,
        exact: 0.6,
        spec: 0.5,
        other_series: 0.25,
        accessory_word: 0.9,
        other_kind: 0.8,
        accessory: 0.9,
        weak_share: 0.6,
        stock: 0.12,
        sold: 0.06,
        rating: 0.03,
        featured: 0.02,
    };
}
