//! The menu of categories in one language, with a drawn icon for each root.

use cholon_catalog::CategoryTree;
use cholon_catalog::model::Category;
use cholon_kernel::Locale;

use crate::links;
use crate::view::Link;

/// The slug of the root category that holds what can be rented.
pub(crate) const RENTAL_SLUG: &str = "thue";
/// Children of a root that the menu shows.
const MENU_CHILDREN_MAX: usize = 8;

/// Columns of tiles that have styles.
const TILE_COLUMNS_MIN: usize = 4;
/// See [`TILE_COLUMNS_MIN`].
const TILE_COLUMNS_MAX: usize = 10;

/// A root category with the first of its children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MenuItem {
    /// The category's name.
    pub(crate) name: String,
    /// Its page.
    pub(crate) href: String,
    /// The symbol of `icons.svg` that stands for it.
    pub(crate) icon: &'static str,
    /// The categories below it.
    pub(crate) children: Vec<Link>,
}

/// All roots in order of display.
pub(crate) fn menu(tree: &CategoryTree, locale: Locale) -> Vec<MenuItem> {
    let roots = tree.roots.iter().filter_map(|id| tree.nodes.get(id)).filter(|root| root.product_count > 0);
    roots.map(|root| item(tree, root, locale)).collect()
}

fn item(tree: &CategoryTree, root: &Category, locale: Locale) -> MenuItem {
    let children = root.children.iter().filter_map(|id| tree.nodes.get(id)).filter(|child| child.product_count > 0);
    MenuItem {
        name: root.name_in(locale).to_owned(),
        href: category_link(root, locale),
        icon: icon(&root.link.slug),
        children: children
            .take(MENU_CHILDREN_MAX)
            .map(|child| Link { name: child.name_in(locale).to_owned(), href: category_link(child, locale) })
            .collect(),
    }
}

/// The page of a category.
pub(crate) fn category_link(category: &Category, locale: Locale) -> String {
    links::localized(locale, &format!("/{}", category.link.slug))
}

/// Columns that leave the last row of `tiles` tiles as full as can be; of equally good ones the most.
pub(crate) fn tile_columns(tiles: usize) -> usize {
    let empty = |columns: &usize| (columns - tiles % columns) % columns;
    (TILE_COLUMNS_MIN..=TILE_COLUMNS_MAX).rev().min_by_key(empty).unwrap_or(TILE_COLUMNS_MAX)
}

/// Words of slugs and the symbols they stand for, the more telling first.
const ICONS: [(&str, &str); 44] = [
    ("thue", "calendar"),
    ("phu-kien", "plug"),
    ("dong-ho", "watch"),
    ("vong-deo", "watch"),
    ("tai-nghe", "audio"),
    ("loa", "audio"),
    ("am-thanh", "audio"),
    ("dien-thoai", "phone"),
    ("may-tinh-bang", "tablet"),
    ("tablet", "tablet"),
    ("laptop", "laptop"),
    ("man-hinh", "desktop"),
    ("may-tinh", "desktop"),
    ("pc", "desktop"),
    ("tivi", "tv"),
    ("tv", "tv"),
    ("tu-lanh", "fridge"),
    ("tu-dong", "fridge"),
    ("tu-mat", "fridge"),
    ("may-giat", "washer"),
    ("may-say", "washer"),
    ("may-rua", "washer"),
    ("may-lanh", "aircon"),
    ("dieu-hoa", "aircon"),
    ("loc-khong-khi", "fan"),
    ("quat", "fan"),
    ("may-anh", "camera"),
    ("camera", "camera"),
    ("may-quay", "camera"),
    ("noi", "pot"),
    ("bep", "pot"),
    ("gia-dung", "pot"),
    ("nha-bep", "pot"),
    ("lo-vi-song", "pot"),
    ("game", "game"),
    ("mang", "router"),
    ("wifi", "router"),
    ("luu-tru", "disk"),
    ("o-cung", "disk"),
    ("the-nho", "disk"),
    ("den", "bulb"),
    ("thong-minh", "bulb"),
    ("may-in", "print"),
    ("van-phong", "print"),
];

/// The symbol for a category's slug.
pub(crate) fn icon(slug: &str) -> &'static str {
    let words = format!("-{slug}-");
    let found = ICONS.iter().find(|(part, _)| words.contains(&format!("-{part}-")));
    found.map_or("box", |(_, icon)| icon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_of_tiles_is_full_where_that_can_be() {
        for (tiles, columns) in [(12, 6), (18, 9), (10, 10), (13, 7), (20, 10), (3, 4), (4, 4)] {
            assert_eq!(tile_columns(tiles), columns, "{tiles}");
        }
    }

    #[test]
    fn a_slug_has_a_symbol() {
        let cases = [("dien-thoai", "phone"), ("phu-kien-dien-thoai", "plug"), ("tivi-4k", "tv"), ("sach", "box")];
        for (slug, symbol) in cases {
            assert_eq!(icon(slug), symbol, "{slug}");
        }
    }
}
