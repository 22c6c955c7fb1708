//! A product as a search index wants it: flat texts, filterable values, numbers to sort by.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{BrandId, CategoryId, Money, ProductId};

use crate::model::{Condition, Rating};

/// An active product with everything an index needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexRecord {
    /// The product.
    pub id: ProductId,
    /// Its name in Vietnamese.
    pub name: String,
    /// Its name in English, if there is one.
    pub name_en: Option<String>,
    /// SKUs of active variants, the first variant's first.
    pub skus: Vec<String>,
    /// Its brand.
    pub brand: Option<(BrandId, String)>,
    /// Its categories, root first.
    pub category_path: Vec<(CategoryId, String)>,
    /// Names and values of its data sheet and of what its variants differ by.
    pub specs: Vec<(String, String)>,
    /// Values shoppers can filter by.
    pub facets: Vec<IndexFacet>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Short and long description as plain text.
    pub description: String,
    /// The lowest price of an active variant.
    pub price: Money,
    /// The list price of that variant.
    pub list_price: Money,
    /// Whether it can be bought now.
    pub in_stock: bool,
    /// Condition of the goods.
    pub condition: Condition,
    /// Average rating; `None` without reviews.
    pub rating: Option<Rating>,
    /// Number of reviews.
    pub review_count: u32,
    /// Pieces sold.
    pub sold_count: u32,
    /// When it was first put on sale.
    pub published_at: Timestamp,
    /// Whether staff put it forward.
    pub is_featured: bool,
}

/// One filterable value of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFacet {
    /// The facet's slug, such as `ram`.
    pub key: String,
    /// The facet's name, such as `RAM`.
    pub label: String,
    /// The value as shown, such as `8 GB`.
    pub value: String,
}
