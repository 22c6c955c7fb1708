//! Keeping the index true: follows the event log, loads what changed, commits it together with the position reached.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use cholon_database::Database;
use cholon_events::EventLog;
use cholon_kernel::{EventEnvelope, EventPosition, ProductId};
use tokio_util::sync::CancellationToken;

use crate::error::SearchError;
use crate::events::{Concern, concern};
use crate::facade::{Search, Visible};
use crate::index::IndexBuilder;
use crate::model::IndexDocument;
use crate::query::Rule;
use crate::rebuild::reindex;
use crate::source::DocumentSource;
use crate::store;
use crate::synonyms::RULES_MAX;

/// Events read at once.
const EVENTS_MAX: u32 = 200;
/// Products of one commit; more wait for the next.
const PRODUCTS_PER_COMMIT: usize = 2_000;
/// Products loaded at once.
const PRODUCTS_PER_LOAD: usize = 500;
/// Events of others after which the position alone is worth a commit.
const EVENTS_PER_COMMIT: u64 = 10_000;
/// A writer that had nothing to do for this long gives its memory back.
const WRITER_IDLE: Duration = Duration::from_secs(30);
/// Wait after a failure.
const RETRY_WAIT: Duration = Duration::from_secs(1);

/// The follower of one process.
pub struct Follower {
    search: Search,
    database: Database,
    log: EventLog,
    source: Arc<dyn DocumentSource>,
    writer: Option<IndexBuilder>,
    /// How far this process has read; the index's own position may be behind by events that mean nothing to it.
    read: EventPosition,
    skipped: u64,
    are_rules_loaded: bool,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follower").field("read", &self.read).finish_non_exhaustive()
    }
}

impl Follower {
    /// A follower that keeps `search` true to `source` and to the staff's rules in `database`.
    #[must_use]
    pub fn new(search: Search, database: Database, log: EventLog, source: Arc<dyn DocumentSource>) -> Self {
        let read = search.status().position;
        Self { search, database, log, source, are_rules_loaded: false, writer: None, read, skipped: 0 }
    }

    /// Follows until `stop`. Failures are logged and tried again.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut wakeups = self.log.wakeups();
        loop {
            let result = tokio::select! {
                () = stop.cancelled() => return,
                result = self.catch_up() => result,
            };
            if let Err(error) = result {
                tracing::warn!(error = &error as &dyn std::error::Error, "search index cannot follow, trying again");
                self.writer = None;
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(RETRY_WAIT) => continue,
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                changed = wakeups.changed() => if changed.is_err() { wakeups = self.log.wakeups() },
                () = tokio::time::sleep(WRITER_IDLE), if self.writer.is_some() => self.writer = None,
            }
        }
    }

    /// Brings the index up to the head of the log.
    pub async fn catch_up(&mut self) -> Result<(), SearchError> {
        if self.search.switch()? {
            self.start_from_index();
            self.announce(None);
        }
        let status = self.search.status();
        if status.needs_rebuild || status.position > self.log.head().await? {
            self.rebuild().await?;
        }
        if !self.are_rules_loaded {
            self.load_rules().await?;
        }
        while self.step().await? {}
        Ok(())
    }

    async fn load_rules(&mut self) -> Result<(), SearchError> {
        let rules = store::rules(&mut *self.database.read().await?, RULES_MAX).await?;
        let rules: Vec<Rule> = rules.into_iter().map(|(_, rule)| rule).collect();
        self.search.set_rules(&rules);
        self.are_rules_loaded = true;
        Ok(())
    }

    fn start_from_index(&mut self) {
        self.writer = None;
        self.read = self.search.status().position;
        self.skipped = 0;
    }

    fn announce(&self, products: Option<Arc<[ProductId]>>) {
        self.search.announce(Visible { position: self.search.status().position, products });
    }

    async fn rebuild(&mut self) -> Result<(), SearchError> {
        let position = self.log.head().await?;
        let folder = self.search.folder().to_owned();
        let count = reindex(&folder, self.source.as_ref(), position, |_count| {}).await?;
        tracing::info!(search.documents = count, "search index rebuilt");
        self.search.switch()?;
        self.start_from_index();
        self.announce(None);
        Ok(())
    }

    /// Handles the next events; whether there may be more.
    async fn step(&mut self) -> Result<bool, SearchError> {
        let events = self.log.read_after(self.read, EVENTS_MAX).await?;
        let Some(work) = Work::of(&events) else { return Ok(false) };
        if work.changes_rules {
            self.load_rules().await?;
            self.announce(None);
        }
        if work.is_everything {
            self.rebuild().await?;
            return Ok(true);
        }
        self.skipped += work.events;
        if !work.products.is_empty() || self.skipped >= EVENTS_PER_COMMIT {
            self.apply(work.products.into_iter().collect(), work.position).await?;
            self.skipped = 0;
        }
        self.read = work.position;
        Ok(true)
    }

    /// Loads the products and commits them as the state at `position`.
    async fn apply(&mut self, ids: Vec<ProductId>, position: EventPosition) -> Result<(), SearchError> {
        let mut documents = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(PRODUCTS_PER_LOAD) {
            documents.extend(self.source.documents(chunk).await?);
        }
        let writer = match self.writer.take() {
            Some(writer) => writer,
            None => self.search.writer()?,
        };
        let search = self.search.clone();
        let products: Arc<[ProductId]> = ids.into();
        let written = Arc::clone(&products);
        let work = move || {
            write(writer, &written, &documents, position).and_then(|writer| {
                search.refresh()?;
                Ok(writer)
            })
        };
        let writer = tokio::task::spawn_blocking(work).await.map_err(|_panicked| SearchError::Stopped)??;
        self.writer = Some(writer);
        metrics::counter!("search_documents_indexed_total").increment(products.len() as u64);
        self.announce(Some(products));
        Ok(())
    }
}

fn write(
    mut writer: IndexBuilder,
    ids: &[ProductId],
    documents: &[IndexDocument],
    position: EventPosition,
) -> Result<IndexBuilder, SearchError> {
    for id in ids {
        writer.remove(*id);
    }
    for document in documents {
        writer.add(document)?;
    }
    writer.commit(position)?;
    Ok(writer)
}

/// What a run of events asks for.
#[derive(Debug)]
struct Work {
    products: BTreeSet<ProductId>,
    is_everything: bool,
    changes_rules: bool,
    position: EventPosition,
    events: u64,
}

impl Work {
    /// The work of the first events, as many as one commit takes; `None` without events.
    fn of(events: &[EventEnvelope]) -> Option<Self> {
        let first = events.first()?;
        let mut work = Self {
            products: BTreeSet::new(),
            is_everything: false,
            changes_rules: false,
            position: first.position,
            events: 0,
        };
        for event in events {
            if work.products.len() >= PRODUCTS_PER_COMMIT {
                break;
            }
            match concern(event) {
                Concern::Products(ids) => work.products.extend(ids),
                Concern::Everything => work.is_everything = true,
                Concern::Rules => work.changes_rules = true,
                Concern::Nothing => {}
            }
            work.position = event.position;
            work.events += 1;
        }
        Some(work)
    }
}
