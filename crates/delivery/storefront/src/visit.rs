//! The state of handlers: the storefront in one language, and the frame it gives a page.

use std::sync::Arc;

use cholon_catalog::{CatalogError, CategoryTree};
use cholon_kernel::Locale;
use cholon_kernel::clock::Timestamp;
use cholon_webkit::{Problem, local};

use crate::Storefront;
use crate::view::menu::menu;
use crate::view::page::Page;

/// The storefront in one language.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) front: Storefront,
    pub(crate) locale: Locale,
}

impl Visit {
    /// The category tree, from memory as a rule.
    pub(crate) async fn tree(&self) -> Result<Arc<CategoryTree>, Problem> {
        self.front.from.catalog.category_tree().await.map_err(problem)
    }

    /// The frame of the page at `path`, the Vietnamese one.
    pub(crate) fn frame(&self, tree: &CategoryTree, path: &str) -> Page {
        let menu = Arc::new(menu(tree, self.locale));
        self.front.remember_menu(self.locale, &menu);
        let mut page = Page::new(self.locale, Arc::clone(&self.front.shop), menu, path);
        page.year = local_year(self.front.from.clock.now());
        page
    }
}

/// The year on the wall calendar of the shop.
pub(crate) fn local_year(now: Timestamp) -> i16 {
    local(now).year()
}

/// The problem behind an error of the catalogue: it only fails when its database does.
pub(crate) fn problem(error: CatalogError) -> Problem {
    Problem::unavailable(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_changes_at_local_midnight() {
        assert_eq!(local_year("2025-12-31T16:59:59Z".parse().unwrap()), 2025);
        assert_eq!(local_year("2025-12-31T17:00:00Z".parse().unwrap()), 2026);
    }
}
