//! The façade: what the floors above may ask of the index.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use cholon_kernel::{EventPosition, ProductId};
use tokio::sync::broadcast;

use crate::answer::Everything;
use crate::error::SearchError;
use crate::index::{Generation, IndexBuilder, IndexDirectory, Snapshot, SnapshotSource, cut};
use crate::model::{SearchRequest, SearchResponse, Suggestion};
use crate::query::{Context, Rule, RuleBook};
use crate::ranking::Weights;
use crate::{answer, goes_with, related, suggest};

/// The search of the shop. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    inner: Arc<Inner>,
}

struct Inner {
    directory: IndexDirectory,
    source: Mutex<OpenIndex>,
    current: ArcSwap<Current>,
    rules: ArcSwap<RuleBook>,
    popular: ArcSwap<Vec<String>>,
    weights: Weights,
    visible: broadcast::Sender<Visible>,
}

/// What questions are answered from until the next commit.
struct Current {
    snapshot: Snapshot,
    /// The answer to no question in particular, made when it is first asked for.
    everything: Everything,
}

impl From<Snapshot> for Current {
    fn from(snapshot: Snapshot) -> Self {
        Self { snapshot, everything: Everything::default() }
    }
}

struct OpenIndex {
    generation: Generation,
    source: SnapshotSource,
}

/// Messages about visible changes that a slow listener may be behind; one that missed some must assume everything.
const VISIBLE_WAITING_MAX: usize = 256;

/// What just became visible in the answers of this process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    /// Everything up to here in the event log is visible now.
    pub position: EventPosition,
    /// The products that changed; `None` when it may be any.
    pub products: Option<Arc<[ProductId]>>,
}

/// What the index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexStatus {
    /// Products in it.
    pub documents: u32,
    /// Everything up to here in the event log is in it.
    pub position: EventPosition,
    /// Whether it was never filled or belongs to another version, so that it must be rebuilt.
    pub needs_rebuild: bool,
}

/// Price and stock as the index has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexedOffer {
    /// Price in đồng.
    pub price_vnd: u64,
    /// Whether it can be bought.
    pub in_stock: bool,
}

impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search").field("status", &self.status()).finish_non_exhaustive()
    }
}

impl Search {
    /// Opens the index in `folder`. A missing, damaged or outdated one is replaced by an empty one, which
    /// [`Search::status`] reports as needing a rebuild.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        let directory = IndexDirectory::open(folder)?;
        if let Some(search) = directory.current().and_then(|current| Self::open_sound(&directory, current)) {
            return Ok(search);
        }
        let fresh = directory.create_next()?;
        IndexBuilder::create(&directory.path(fresh))?.finish()?;
        directory.publish(fresh)?;
        directory.remove_older()?;
        Self::open_generation(&directory, fresh)
    }

    /// Opens the index in `folder` for reading only, as another process than the server does.
    pub fn open_read_only(folder: &Path) -> Result<Self, SearchError> {
        let directory = IndexDirectory::open(folder)?;
        let current = directory.current().ok_or(SearchError::Missing)?;
        Self::open_generation(&directory, current)
    }

    /// The generation if it can be read at all. The library takes a cut-off file for its own mistake and panics.
    fn open_sound(directory: &IndexDirectory, generation: Generation) -> Option<Self> {
        let attempt = AssertUnwindSafe(|| Self::open_generation(directory, generation));
        match catch_unwind(attempt) {
            Ok(Ok(search)) => Some(search),
            Ok(Err(error)) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "search index cannot be read, it is rebuilt");
                None
            }
            Err(_panic) => {
                tracing::warn!("search index is damaged, it is rebuilt");
                None
            }
        }
    }

    fn open_generation(directory: &IndexDirectory, generation: Generation) -> Result<Self, SearchError> {
        let mut source = SnapshotSource::open(&directory.path(generation))?;
        let snapshot = source.take()?;
        let inner = Inner {
            directory: directory.clone(),
            source: Mutex::new(OpenIndex { generation, source }),
            current: ArcSwap::from_pointee(Current::from(snapshot)),
            rules: ArcSwap::from_pointee(RuleBook::new(&[])),
            popular: ArcSwap::default(),
            weights: Weights::DEFAULT,
            visible: broadcast::Sender::new(VISIBLE_WAITING_MAX),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Takes the newest commit of the generation in use.
    pub fn refresh(&self) -> Result<(), SearchError> {
        self.switch()?;
        let mut open = self.inner.source.lock().unwrap_or_else(PoisonError::into_inner);
        self.inner.current.store(Arc::new(open.source.take()?.into()));
        Ok(())
    }

    /// Goes over to the generation in use if another process, or a rebuild of this one, has replaced it.
    pub(crate) fn switch(&self) -> Result<bool, SearchError> {
        let mut open = self.inner.source.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(current) = self.inner.directory.current().filter(|current| *current != open.generation) else {
            return Ok(false);
        };
        let mut source = SnapshotSource::open(&self.inner.directory.path(current))?;
        self.inner.current.store(Arc::new(source.take()?.into()));
        *open = OpenIndex { generation: current, source };
        Ok(true)
    }

    /// A writer for the generation that this search reads.
    pub(crate) fn writer(&self) -> Result<IndexBuilder, SearchError> {
        let open = self.inner.source.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(IndexBuilder::open(&self.inner.directory.path(open.generation))?)
    }

    /// The folder of the index.
    pub(crate) fn folder(&self) -> &Path {
        self.inner.directory.root()
    }

    /// Hears what becomes visible. A listener that lagged behind must assume that everything changed.
    pub fn visible(&self) -> broadcast::Receiver<Visible> {
        self.inner.visible.subscribe()
    }

    /// Tells the listeners; that there are none is fine.
    pub(crate) fn announce(&self, visible: Visible) {
        let _no_listener = self.inner.visible.send(visible);
    }

    /// Products in the index, in the order of ids: for comparing it with the catalogue.
    pub fn product_ids(&self) -> Vec<ProductId> {
        let snapshot = &self.inner.current.load().snapshot;
        let living = snapshot.segments.iter().flat_map(|segment| {
            segment.reader.doc_ids_alive().map(|document| segment.data.rows[document as usize].product())
        });
        let mut ids: Vec<ProductId> = living.collect();
        ids.sort_unstable();
        ids
    }

    /// The first SKU of a product.
    pub fn sku(&self, id: ProductId) -> Option<String> {
        let snapshot = &self.inner.current.load().snapshot;
        snapshot.find(id).map(|(segment, document)| segment.data.sku(document))
    }

    /// Price and stock of a product as the index has them: for comparing it with the catalogue.
    pub fn indexed_offer(&self, id: ProductId) -> Option<IndexedOffer> {
        let snapshot = &self.inner.current.load().snapshot;
        let (segment, document) = snapshot.find(id)?;
        let row = &segment.data.rows[document as usize];
        Some(IndexedOffer { price_vnd: row.price, in_stock: row.in_stock() })
    }

    /// What the index holds.
    pub fn status(&self) -> IndexStatus {
        let snapshot = &self.inner.current.load().snapshot;
        IndexStatus {
            documents: snapshot.documents,
            position: snapshot.payload.position,
            needs_rebuild: !snapshot.payload.is_current(),
        }
    }

    /// Puts the staff's rules on top of the shipped ones, at once.
    pub fn set_rules(&self, rules: &[Rule]) {
        self.inner.rules.store(Arc::new(RuleBook::new(rules)));
    }

    /// Sets the queries that suggestions may offer, most popular first.
    pub fn set_popular(&self, queries: Vec<String>) {
        self.inner.popular.store(Arc::new(queries));
    }

    /// Runs a query or a listing. Synchronous and in memory: a few milliseconds at most.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let current = self.inner.current.load();
        let rules = self.inner.rules.load();
        let context = Context { snapshot: &current.snapshot, rules: &rules };
        answer::answer(context, &current.everything, request, &self.inner.weights)
    }

    /// Suggestions while typing, at most `limit`.
    pub fn suggest(&self, text: &str, limit: usize) -> Vec<Suggestion> {
        let current = self.inner.current.load();
        let rules = self.inner.rules.load();
        let popular = self.inner.popular.load();
        let context = Context { snapshot: &current.snapshot, rules: &rules };
        suggest::suggest(context, &popular, cut(text, SearchRequest::TEXT_LENGTH_MAX), limit)
    }

    /// Things of other kinds whose titles say that they are for this product, what sells best first.
    pub fn goes_with(&self, id: ProductId, limit: usize) -> Vec<ProductId> {
        goes_with::goes_with(&self.inner.current.load().snapshot, id, limit)
    }

    /// Products like this one: same leaf category first, close in price and brand, in stock.
    pub fn related(&self, id: ProductId, limit: usize) -> Vec<ProductId> {
        related::related(&self.inner.current.load().snapshot, id, limit)
    }
}
