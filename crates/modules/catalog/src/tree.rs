//! The category tree at one moment: built from flat rows, counts added up from the leaves.

use std::collections::HashMap;
use std::sync::Arc;

use cholon_kernel::CategoryId;

use crate::model::Category;

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

    /// The tree of `rows`, which come with parents before children, siblings in order of display, and with the count
    /// of products filed in the very node. Children of a hidden node are hidden with it.
    pub(crate) fn build(rows: Vec<CategoryRow>) -> Self {
        let mut tree = Self::default();
        let mut order = Vec::with_capacity(rows.len());
        for CategoryRow { mut category, old_slugs } in rows {
            let id = category.link.id;
            match category.parent {
                None => tree.roots.push(id),
                Some(parent) => {
                    let Some(above) = tree.nodes.get_mut(&parent) else { continue };
                    above.children.push(id);
                    if category.spec_template.is_empty() {
                        category.spec_template.clone_from(&above.spec_template);
                    }
                }
            }
            let slug = Arc::clone(&category.link.slug);
            tree.moved.extend(old_slugs.into_iter().map(|old| (Arc::from(old), Arc::clone(&slug))));
            tree.by_slug.insert(slug, id);
            tree.nodes.insert(id, category);
            order.push(id);
        }
        tree.add_up_counts(&order);
        tree
    }

    fn add_up_counts(&mut self, parents_first: &[CategoryId]) {
        for id in parents_first.iter().rev() {
            let Some(node) = self.nodes.get(id) else { continue };
            let (count, parent) = (node.product_count, node.parent);
            if let Some(above) = parent.and_then(|parent| self.nodes.get_mut(&parent)) {
                above.product_count += count;
            }
        }
    }
}

/// A node as the database holds it.
pub(crate) struct CategoryRow {
    pub(crate) category: Category,
    pub(crate) old_slugs: Vec<String>,
}
