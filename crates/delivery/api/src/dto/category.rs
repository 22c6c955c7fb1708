//! The category tree and the head of a category's page.

use cholon_catalog::CategoryTree;
use cholon_catalog::model::Category;
use cholon_kernel::CategoryId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::link::CategoryLink;
use super::picture::Picture;

/// The whole category tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct CategoryForest {
    /// The roots in order of display.
    pub(crate) items: Vec<CategoryNode>,
}

/// A category with everything below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CategoryNode {
    /// The identifier; it never changes.
    id: Uuid,
    /// The URL part; it can change, the old one then redirects.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "dien-thoai")]
    slug: String,
    /// The name in Vietnamese.
    #[schema(example = "Điện thoại")]
    name: String,
    /// The name in English; `null` where there is none.
    #[schema(example = "Phones", required)]
    name_en: Option<String>,
    /// Distance from the root, which has 0.
    level: u16,
    /// Products for sale in it and below.
    #[schema(example = 120)]
    product_count: u32,
    /// The picture; `null` without one.
    #[schema(required)]
    picture: Option<Picture>,
    /// Categories below, in order of display.
    #[schema(no_recursion)]
    children: Vec<Self>,
}

/// The category a list belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CategoryHead {
    /// The identifier; it never changes.
    id: Uuid,
    /// The URL part; it can change, the old one then redirects.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "dien-thoai")]
    slug: String,
    /// The name in Vietnamese.
    #[schema(example = "Điện thoại")]
    name: String,
    /// The name in English; `null` where there is none.
    #[schema(example = "Phones", required)]
    name_en: Option<String>,
    /// Categories from the root down to this one.
    breadcrumb: Vec<CategoryLink>,
    /// Categories right below, in order of display.
    children: Vec<CategoryLink>,
}

impl CategoryForest {
    /// The tree as nested nodes.
    pub(crate) fn of(tree: &CategoryTree) -> Self {
        Self { items: nodes(tree, &tree.roots, 0) }
    }
}

/// Levels of the tree that are written out; deeper ones would only come from a loop in the data.
const LEVELS_MAX: u16 = 16;

fn nodes(tree: &CategoryTree, ids: &[CategoryId], level: u16) -> Vec<CategoryNode> {
    if level >= LEVELS_MAX {
        return Vec::new();
    }
    let known = ids.iter().filter_map(|id| tree.nodes.get(id));
    known.map(|category| node(tree, category, level)).collect()
}

fn node(tree: &CategoryTree, category: &Category, level: u16) -> CategoryNode {
    CategoryNode {
        id: category.link.id.as_uuid(),
        slug: category.link.slug.to_string(),
        name: category.link.name.to_string(),
        name_en: category.name_en.as_ref().map(ToString::to_string),
        level,
        product_count: category.product_count,
        picture: category.picture.as_ref().map(Picture::from),
        children: nodes(tree, &category.children, level + 1),
    }
}

impl CategoryHead {
    /// The head of `category`'s list.
    pub(crate) fn of(tree: &CategoryTree, category: &Category) -> Self {
        let children = category.children.iter().filter_map(|id| tree.nodes.get(id));
        Self {
            id: category.link.id.as_uuid(),
            slug: category.link.slug.to_string(),
            name: category.link.name.to_string(),
            name_en: category.name_en.as_ref().map(ToString::to_string),
            breadcrumb: tree.path(category.link.id).iter().map(|node| CategoryLink::from(&node.link)).collect(),
            children: children.map(|child| CategoryLink::from(&child.link)).collect(),
        }
    }
}
