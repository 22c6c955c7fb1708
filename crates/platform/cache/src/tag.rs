//! Names of the things an entry was made from.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use cholon_kernel::{CategoryId, ProductId};

/// A thing that entries depend on: a product, a category, a whole list. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tag {
    /// A product: everything its page shows.
    Product(ProductId),
    /// A category: which products it lists, and how.
    Category(CategoryId),
    /// The category tree.
    Categories,
    /// The brands.
    Brands,
    /// Any listing that is not of one category: searches, suggestions, all products.
    Listing,
    /// The home page.
    Home,
    /// Anything else, by a name that its owner chooses.
    Named(Arc<str>),
}

impl Tag {
    /// A tag of its own for something without a variant here.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::Named(Arc::from(name))
    }

    /// The tag's text form, as in `product:0190…`.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Product(id) => Cow::Owned(format!("product:{id}")),
            Self::Category(id) => Cow::Owned(format!("category:{id}")),
            Self::Categories => Cow::Borrowed("categories"),
            Self::Brands => Cow::Borrowed("brands"),
            Self::Listing => Cow::Borrowed("listing"),
            Self::Home => Cow::Borrowed("home"),
            Self::Named(name) => Cow::Borrowed(name),
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl From<ProductId> for Tag {
    fn from(id: ProductId) -> Self {
        Self::Product(id)
    }
}

impl From<CategoryId> for Tag {
    fn from(id: CategoryId) -> Self {
        Self::Category(id)
    }
}
