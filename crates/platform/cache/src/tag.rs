//! Names of the things an entry was made from.

use std::fmt;
use std::sync::Arc;

use cholon_kernel::{CategoryId, ProductId};

/// A thing that entries depend on: a product, a category, a whole list. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(Name);

/// Frequent things are named without a text of their own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Name {
    Product(ProductId),
    Category(CategoryId),
    Fixed(&'static str),
    Named(Arc<str>),
}

impl Tag {
    /// A product: everything its page shows.
    #[must_use]
    pub const fn product(id: ProductId) -> Self {
        Self(Name::Product(id))
    }

    /// A category: which products it lists, and in which order.
    #[must_use]
    pub const fn category(id: CategoryId) -> Self {
        Self(Name::Category(id))
    }

    /// The category tree.
    #[must_use]
    pub const fn categories() -> Self {
        Self(Name::Fixed("categories"))
    }

    /// The list of brands.
    #[must_use]
    pub const fn brands() -> Self {
        Self(Name::Fixed("brands"))
    }

    /// Any listing that is not of one category: searches, suggestions, all products.
    #[must_use]
    pub const fn listing() -> Self {
        Self(Name::Fixed("listing"))
    }

    /// The home page.
    #[must_use]
    pub const fn home() -> Self {
        Self(Name::Fixed("home"))
    }

    /// Anything else, by a name that its owner chooses.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(Name::Named(Arc::from(name)))
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Name::Product(id) => write!(f, "product:{id}"),
            Name::Category(id) => write!(f, "category:{id}"),
            Name::Fixed(name) => f.write_str(name),
            Name::Named(name) => f.write_str(name),
        }
    }
}
