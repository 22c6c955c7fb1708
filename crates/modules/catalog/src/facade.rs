//! The façade: what the floors above may ask of the catalogue.

use std::fmt;
use std::sync::{Arc, OnceLock};

use cholon_database::Database;
use cholon_kernel::{BrandId, Clock, ProductId};
use cholon_storage::FileStore;
use tokio::sync::Semaphore;

use crate::card_memory::CardMemory;
use crate::document::ProductDocument;
use crate::error::CatalogError;
use crate::index_record::IndexRecord;
use crate::media::pixel_permits;
use crate::model::{Lookup, NamedLink, ProductCard, ProductDetail, ProductStatus, SitemapEntry};
use crate::offer::OfferMemory;
use crate::snapshot::Snapshot;
use crate::store;
use crate::tree::CategoryTree;

/// Products that are compared side by side at most.
pub const DETAILS_MAX: usize = 4;
/// Cards that one call answers at most.
pub const CARDS_MAX: usize = 200;
/// Records or lines that one page of a walk over all products holds at most.
pub const WALK_PAGE_MAX: u32 = 5_000;

/// The catalogue of the shop. Cheap to clone.
#[derive(Clone)]
pub struct Catalog {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) files: Arc<dyn FileStore>,
    pub(crate) pixels: Arc<Semaphore>,
    pub(crate) pixel_tasks_max: usize,
    tree: Snapshot<CategoryTree>,
    brands: Snapshot<Vec<NamedLink<BrandId>>>,
    cards: OnceLock<CardMemory>,
    pub(crate) offers: OnceLock<OfferMemory>,
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog").field("database", &self.inner.database).finish_non_exhaustive()
    }
}

impl Catalog {
    /// The catalogue in `database`, its pictures in `files`.
    #[must_use]
    pub fn new(database: Database, files: Arc<dyn FileStore>, clock: Arc<dyn Clock>) -> Self {
        let (tree, brands) = (Snapshot::default(), Snapshot::default());
        let pixels = pixel_permits();
        let pixel_tasks_max = pixels.available_permits() * 2;
        let (cards, offers) = (OnceLock::new(), OnceLock::new());
        Self { inner: Arc::new(Inner { database, clock, files, pixels, pixel_tasks_max, tree, brands, cards, offers }) }
    }

    /// Keeps cards and offers in memory from now on. Only for a process that follows the events of the catalogue and calls
    /// [`Self::invalidate_products`] and [`Self::invalidate`].
    pub fn keep_cards(&self) {
        self.inner.cards.get_or_init(CardMemory::new);
        self.inner.offers.get_or_init(OfferMemory::new);
    }

    /// Forgets everything kept in memory; called when an event tells of a change of anything or of many things.
    pub fn invalidate(&self) {
        self.invalidate_products(&[]);
        if let Some(cards) = self.inner.cards.get() {
            cards.clear();
        }
        if let Some(offers) = self.inner.offers.get() {
            offers.clear();
        }
    }

    /// Forgets the cards of these products, and the category tree and the brands, which change with products; called
    /// when an event tells of their change.
    pub fn invalidate_products(&self, ids: &[ProductId]) {
        self.inner.tree.invalidate();
        self.inner.brands.invalidate();
        if let Some(cards) = self.inner.cards.get() {
            cards.forget(ids);
        }
        if let Some(offers) = self.inner.offers.get() {
            offers.forget(ids);
        }
    }

    /// The category tree; kept in memory, at most one SQL statement when it is not.
    pub async fn category_tree(&self) -> Result<Arc<CategoryTree>, CatalogError> {
        let load = async {
            let rows = store::categories::all(&mut self.inner.database.read().await?).await?;
            Ok(CategoryTree::build(rows))
        };
        self.inner.tree.get(load).await
    }

    /// All brands with active products, by name; kept in memory like the tree.
    pub async fn brands(&self) -> Result<Arc<Vec<NamedLink<BrandId>>>, CatalogError> {
        let load = async { store::lists::brands(&mut self.inner.database.read().await?).await };
        self.inner.brands.get(load).await
    }

    /// The product at a slug with everything its page shows; one SQL statement.
    pub async fn product_by_slug(&self, slug: &str) -> Result<Lookup<ProductDetail>, CatalogError> {
        let found = store::documents::by_slug(&mut self.inner.database.read().await?, slug).await?;
        Ok(found.map_or(Lookup::Unknown, |document| answer(slug, document)))
    }

    /// Cards of products in the order asked, at most [`CARDS_MAX`]; unknown and inactive ones are left out; at most one
    /// SQL statement, for those that are not in memory.
    pub async fn cards(&self, ids: &[ProductId]) -> Result<Vec<ProductCard>, CatalogError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids = ids.get(..CARDS_MAX).unwrap_or(ids);
        match self.inner.cards.get() {
            Some(memory) => memory.get(ids, async |missing| self.load_cards(missing).await).await,
            None => self.load_cards(ids).await,
        }
    }

    async fn load_cards(&self, ids: &[ProductId]) -> Result<Vec<ProductCard>, CatalogError> {
        let documents = store::documents::for_cards(&mut self.inner.database.read().await?, ids).await?;
        Ok(documents.iter().filter_map(ProductDocument::card).collect())
    }

    /// Products side by side in the order asked, at most [`DETAILS_MAX`]; one SQL statement.
    pub async fn details(&self, ids: &[ProductId]) -> Result<Vec<ProductDetail>, CatalogError> {
        let ids = ids.get(..DETAILS_MAX).unwrap_or(ids);
        let documents = store::documents::active(&mut self.inner.database.read().await?, ids).await?;
        Ok(documents.into_iter().filter_map(ProductDocument::detail).collect())
    }

    /// What an index wants of these products; those that are not for sale are left out. At most [`WALK_PAGE_MAX`].
    pub async fn index_records(&self, ids: &[ProductId]) -> Result<Vec<IndexRecord>, CatalogError> {
        let ids = ids.get(..WALK_PAGE_MAX as usize).unwrap_or(ids);
        let documents = store::documents::active(&mut self.inner.database.read().await?, ids).await?;
        Ok(documents.into_iter().filter_map(ProductDocument::index_record).collect())
    }

    /// What an index wants of the next products for sale, by id; empty at the end. At most [`WALK_PAGE_MAX`].
    pub async fn next_index_records(
        &self,
        after: Option<ProductId>,
        limit: u32,
    ) -> Result<Vec<IndexRecord>, CatalogError> {
        let limit = limit.min(WALK_PAGE_MAX);
        let documents = store::documents::next_active(&mut self.inner.database.read().await?, after, limit).await?;
        Ok(documents.into_iter().filter_map(ProductDocument::index_record).collect())
    }

    /// The next lines of the sitemap, by id; empty at the end.
    pub async fn sitemap_page(&self, after: Option<ProductId>, limit: u32) -> Result<Vec<SitemapEntry>, CatalogError> {
        store::lists::sitemap(&mut self.inner.database.read().await?, after, limit).await
    }

    /// The products after which the parts of a sitemap start when each part holds `every` products; the first part
    /// starts at the beginning.
    pub async fn sitemap_starts(&self, every: u32) -> Result<Vec<ProductId>, CatalogError> {
        store::lists::sitemap_starts(&mut self.inner.database.read().await?, every).await
    }

    /// Products staff put forward, newest first.
    pub async fn featured(&self, limit: u32) -> Result<Vec<ProductId>, CatalogError> {
        store::lists::featured(&mut self.inner.database.read().await?, limit).await
    }

    /// Products for sale, newest first.
    pub async fn newest(&self, limit: u32) -> Result<Vec<ProductId>, CatalogError> {
        store::lists::newest(&mut self.inner.database.read().await?, limit).await
    }
}

fn answer(slug: &str, document: ProductDocument) -> Lookup<ProductDetail> {
    match document.product.status {
        ProductStatus::Draft => Lookup::Unknown,
        ProductStatus::Archived => Lookup::Gone,
        ProductStatus::Active if *document.product.slug != *slug => Lookup::Moved(document.product.slug),
        ProductStatus::Active => document.detail().map_or(Lookup::Unknown, Lookup::Found),
    }
}
