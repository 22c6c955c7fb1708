//! From slugs to identifiers and back, over the category tree and the brands that the catalogue keeps in memory.

use std::sync::Arc;

use cholon_catalog::model::{Category, NamedLink};
use cholon_catalog::{Catalog, CatalogError, CategoryTree};
use cholon_kernel::{BrandId, CategoryId};
use uuid::Uuid;

use crate::query::Slug;

/// What is known by name at the moment of a request.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    tree: Arc<CategoryTree>,
    brands: Arc<Vec<NamedLink<BrandId>>>,
}

impl Names {
    /// Takes the names from the catalogue.
    pub(crate) async fn load(catalog: &Catalog) -> Result<Self, CatalogError> {
        Ok(Self { tree: catalog.category_tree().await?, brands: catalog.brands().await? })
    }

    /// The category tree.
    pub(crate) fn tree(&self) -> &CategoryTree {
        &self.tree
    }

    /// The category at a slug, also at an old one.
    pub(crate) fn category(&self, slug: &Slug) -> Option<&Category> {
        let moved = self.tree.moved.get(slug.as_str());
        self.tree.at(moved.map_or(slug.as_str(), AsRef::as_ref))
    }

    /// The category with an identifier.
    pub(crate) fn category_by_id(&self, id: CategoryId) -> Option<&Category> {
        self.tree.nodes.get(&id)
    }

    /// The brand with an identifier.
    pub(crate) fn brand_by_id(&self, id: BrandId) -> Option<&NamedLink<BrandId>> {
        self.brands.iter().find(|brand| brand.id == id)
    }

    /// What the index filters by for a category; an unknown one becomes an identifier that nothing has.
    pub(crate) fn category_filter(&self, slug: &Slug) -> CategoryId {
        self.category(slug).map_or_else(|| Uuid::nil().into(), |category| category.link.id)
    }

    /// What the index filters by for brands; unknown ones become an identifier that nothing has.
    pub(crate) fn brand_filter(&self, slugs: &[Slug]) -> Vec<BrandId> {
        let find = |slug: &Slug| self.brands.iter().find(|brand| *brand.slug == *slug.as_str());
        slugs.iter().map(|slug| find(slug).map_or_else(|| Uuid::nil().into(), |brand| brand.id)).collect()
    }
}
