//! The shop as shoppers see it: server-rendered pages in two languages, their styles and script, and what search
//! engines read.
//!
//! Invariants: every page works without scripts; nothing inline is executed or styled; handlers hold no SQL and ask the
//! modules at most three times; every page says how long it may be kept and what ends that earlier.

// Each layer of a request copies the future below it.
#![warn(clippy::large_futures)]

mod assets;
mod error_page;
mod json_ld;
mod links;
mod listing_query;
mod pages;
mod policies;
#[cfg(test)]
mod samples;
mod session;
mod shop;
mod view;
mod visit;

use std::sync::{Arc, PoisonError, RwLock};

use cholon_catalog::Catalog;
use cholon_kernel::{Clock, Locale};
use cholon_search::{QueryLog, Search};
use cholon_shopping::Shopping;
use cholon_storage::FileStore;

pub use pages::router;
pub use shop::ShopInfo;

use crate::view::menu::MenuItem;

/// What the pages are made from.
#[derive(Clone)]
pub struct Sources {
    /// The products.
    pub catalog: Catalog,
    /// Finding them.
    pub search: Search,
    /// What shoppers asked it for.
    pub queries: QueryLog,
    /// Pictures of the products.
    pub files: Arc<dyn FileStore>,
    /// Accounts and carts.
    pub shopping: Shopping,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// The pages of a shop. Cheap to clone.
#[derive(Clone)]
pub struct Storefront {
    pub(crate) from: Sources,
    /// Who the shop is.
    pub(crate) shop: Arc<ShopInfo>,
    /// The menus as last drawn: error pages must not wait for a database that may be the error.
    menus: Arc<RwLock<[Arc<Vec<MenuItem>>; Locale::ALL.len()]>>,
}

impl Storefront {
    /// The pages of `shop`.
    #[must_use]
    pub fn new(from: Sources, shop: ShopInfo) -> Self {
        assets::publish();
        Self { from, shop: Arc::new(shop), menus: Arc::default() }
    }

    fn remember_menu(&self, locale: Locale, menu: &Arc<Vec<MenuItem>>) {
        let mut menus = self.menus.write().unwrap_or_else(PoisonError::into_inner);
        menus[locale as usize] = Arc::clone(menu);
    }

    fn remembered_menu(&self, locale: Locale) -> Arc<Vec<MenuItem>> {
        Arc::clone(&self.menus.read().unwrap_or_else(PoisonError::into_inner)[locale as usize])
    }
}
