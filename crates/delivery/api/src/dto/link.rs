//! Short references to categories and brands.

use cholon_catalog::model::NamedLink;
use cholon_kernel::{BrandId, CategoryId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A category by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct CategoryLink {
    /// The identifier.
    id: Uuid,
    /// The URL part; it can change, the old one then redirects.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "dien-thoai")]
    slug: String,
    /// The name in Vietnamese.
    #[schema(example = "Điện thoại")]
    name: String,
}

impl From<&NamedLink<CategoryId>> for CategoryLink {
    fn from(link: &NamedLink<CategoryId>) -> Self {
        Self { id: link.id.as_uuid(), slug: link.slug.to_string(), name: link.name.to_string() }
    }
}

/// A brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Brand {
    /// The identifier.
    id: Uuid,
    /// What the `brand` filter takes.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "nova")]
    slug: String,
    /// The name.
    #[schema(example = "Nova")]
    name: String,
}

impl From<&NamedLink<BrandId>> for Brand {
    fn from(link: &NamedLink<BrandId>) -> Self {
        Self { id: link.id.as_uuid(), slug: link.slug.to_string(), name: link.name.to_string() }
    }
}

/// One page of the brands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrandPage {
    /// Brands in the order of their slugs.
    #[schema(max_items = 100)]
    pub(crate) items: Vec<Brand>,
    /// How many brands there are in all.
    pub(crate) total: u32,
    /// What `cursor` takes to go on; `null` on the last page.
    #[schema(min_length = 1, max_length = 256, pattern = "^[A-Za-z0-9._-]+$", required)]
    pub(crate) next_cursor: Option<String>,
}
