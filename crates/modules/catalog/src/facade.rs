//! The façade: what the floors above may ask of the catalogue.

use std::collections::HashMap;
use std::sync::Arc;

use cholon_kernel::{BrandId, CategoryId, ProductId};

use crate::model::{Category, Lookup, NamedLink, ProductCard, ProductDetail};

/// Why the catalogue could not answer.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// The database's answer.
    #[error("catalogue request failed")]
    Database(#[from] cholon_database::DatabaseError),
}

/// All active categories at one moment. Cheap to share.
#[derive(Debug, Clone, Default)]
pub struct CategoryTree {
    /// Every active node by id.
    pub nodes: HashMap<CategoryId, Category>,
    /// Roots in order of display.
    pub roots: Vec<CategoryId>,
    /// Node by slug.
    pub by_slug: HashMap<Arc<str>, CategoryId>,
    /// New slug by old slug.
    pub moved: HashMap<Arc<str>, Arc<str>>,
}

impl CategoryTree {
    /// The node at a slug.
    #[must_use]
    pub fn at(&self, slug: &str) -> Option<&Category> {
        self.by_slug.get(slug).and_then(|id| self.nodes.get(id))
    }

    /// The nodes from the root down to `id`, itself included.
    #[must_use]
    pub fn path(&self, id: CategoryId) -> Vec<&Category> {
        let mut path = Vec::new();
        let mut next = self.nodes.get(&id);
        while let Some(node) = next {
            path.push(node);
            next = node.parent.and_then(|parent| self.nodes.get(&parent));
        }
        path.reverse();
        path
    }
}

/// The catalogue of the shop. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalog {
    _database: cholon_database::Database,
}

impl Catalog {
    /// The category tree; kept in memory, at most one SQL statement when it is not.
    pub async fn category_tree(&self) -> Result<Arc<CategoryTree>, CatalogError> {
        todo!()
    }

    /// All brands with active products, by name; kept in memory like the tree.
    pub async fn brands(&self) -> Result<Arc<Vec<NamedLink<BrandId>>>, CatalogError> {
        todo!()
    }

    /// The product at a slug with everything its page shows; one SQL statement.
    pub async fn product_by_slug(&self, _slug: &str) -> Result<Lookup<ProductDetail>, CatalogError> {
        todo!()
    }

    /// Cards of products in the order asked; unknown and inactive ones are left out; one SQL statement.
    pub async fn cards(&self, _ids: &[ProductId]) -> Result<Vec<ProductCard>, CatalogError> {
        todo!()
    }

    /// Products side by side in the order asked, at most four; one SQL statement.
    pub async fn details(&self, _ids: &[ProductId]) -> Result<Vec<ProductDetail>, CatalogError> {
        todo!()
    }
}
