//! Which events drop which kept answers: the follower that keeps pages true in this process.
//!
//! Two moments count (decision 0006): when the database changed, a product's own page is wrong; when the search index
//! has caught up with that change, every listing made in between may be.

use std::collections::VecDeque;

use cholon_cache::Tag;
use cholon_catalog::Catalog;
use cholon_catalog::events::{CategoriesChanged, MediaChanged, ProductsChanged};
use cholon_events::{EventError, EventLog};
use cholon_kernel::{CategoryId, Event as _, EventEnvelope, EventPosition, ProductId};
use cholon_search::{Search, Visible};
use cholon_webkit::ResponseCache;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// Events read at once.
const BATCH_MAX: u32 = 500;
/// Changed products whose tags are dropped one by one; above it, dropping everything is cheaper than counting.
const PRODUCTS_BY_TAG_MAX: usize = 200;
/// Changes that may wait for the index; more than that, and everything is dropped when it catches up.
const WAITING_MAX: usize = 1_000;

/// Follows the event log and the search index, and drops what they make wrong.
pub(crate) struct Invalidation {
    log: EventLog,
    catalog: Catalog,
    pages: ResponseCache,
    visible: broadcast::Receiver<Visible>,
    /// How far the log was read; `None` before the first look and after a failure, when anything may have been missed.
    read: Option<EventPosition>,
    /// Categories whose listings change once the index has caught up with the position.
    waiting: VecDeque<(EventPosition, Vec<CategoryId>)>,
}

impl Invalidation {
    /// Listens from now on; nothing that becomes visible later is missed.
    pub(crate) fn new(log: EventLog, catalog: Catalog, pages: ResponseCache, search: &Search) -> Self {
        Self { log, catalog, pages, visible: search.visible(), read: None, waiting: VecDeque::new() }
    }

    /// Follows until `stop`.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        let mut wakeups = self.log.wakeups();
        loop {
            self.catch_up().await;
            tokio::select! {
                () = stop.cancelled() => return,
                changed = wakeups.changed() => if changed.is_err() { wakeups = self.log.wakeups() },
                visible = self.visible.recv() => match visible {
                    Ok(visible) => {
                        self.catch_up().await;
                        self.show(&visible).await;
                    }
                    Err(broadcast::error::RecvError::Lagged(_)) => self.forget_everything(),
                    Err(broadcast::error::RecvError::Closed) => return,
                },
            }
        }
    }

    async fn catch_up(&mut self) {
        if let Err(error) = self.read_events().await {
            // What was missed while the log could not be read is unknown, so nothing kept can be trusted.
            tracing::warn!(error = %error, "event log cannot be read, kept answers are dropped");
            self.read = None;
            self.forget_everything();
        }
    }

    async fn read_events(&mut self) -> Result<(), EventError> {
        let Some(mut position) = self.read else {
            self.read = Some(self.log.head().await?);
            self.forget_everything();
            return Ok(());
        };
        loop {
            let events = self.log.read_after(position, BATCH_MAX).await?;
            let Some(last) = events.last() else { return Ok(()) };
            position = last.position;
            self.read = Some(position);
            self.apply(&events);
        }
    }

    /// The first moment: the database changed.
    fn apply(&mut self, events: &[EventEnvelope]) {
        let mut products = Vec::new();
        for event in events {
            match Concern::of(event) {
                Concern::Products(ids, categories) => {
                    products.extend(ids);
                    self.waiting.push_back((event.position, categories));
                }
                Concern::Everything => return self.forget_everything(),
                Concern::Nothing => {}
            }
        }
        if products.len() > PRODUCTS_BY_TAG_MAX {
            self.forget_everything();
        } else if !products.is_empty() {
            self.catalog.invalidate_products(&products);
            self.pages.invalidate(&product_tags(&products));
        }
        while self.waiting.len() > WAITING_MAX {
            self.waiting.pop_front();
        }
    }

    /// The second moment: the index shows the change.
    async fn show(&mut self, visible: &Visible) {
        let products = visible.products.as_deref().filter(|products| products.len() <= PRODUCTS_BY_TAG_MAX);
        let (Some(products), true) = (products, self.waiting.len() < WAITING_MAX) else {
            return self.forget_everything();
        };
        let mut tags = product_tags(products);
        tags.extend([Tag::home(), Tag::listing()]);
        let shown = self.waiting.partition_point(|(position, _)| *position <= visible.position);
        let categories: Vec<CategoryId> = self.waiting.drain(..shown).flat_map(|(_, categories)| categories).collect();
        match self.catalog.category_tree().await {
            Ok(tree) => {
                let above = categories.iter().flat_map(|id| tree.path(*id));
                tags.extend(above.map(|category| Tag::category(category.link.id)));
                self.pages.invalidate(&tags);
            }
            Err(_unknown_tree) => self.forget_everything(),
        }
    }

    fn forget_everything(&mut self) {
        self.waiting.clear();
        self.catalog.invalidate();
        self.pages.clear();
    }
}

/// What an event makes wrong.
enum Concern {
    Products(Vec<ProductId>, Vec<CategoryId>),
    Everything,
    Nothing,
}

impl Concern {
    fn of(event: &EventEnvelope) -> Self {
        if let Some(changed) = event.read::<ProductsChanged>() {
            return changed
                .map_or(Self::Everything, |changed| Self::Products(changed.product_ids, changed.category_ids));
        }
        if let Some(changed) = event.read::<MediaChanged>() {
            return changed.map_or(Self::Everything, |changed| Self::Products(changed.product_ids, Vec::new()));
        }
        if event.kind == CategoriesChanged::KIND { Self::Everything } else { Self::Nothing }
    }
}

fn product_tags(ids: &[ProductId]) -> Vec<Tag> {
    ids.iter().map(|id| Tag::product(*id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_event_of_ours_drops_everything() {
        let event = EventEnvelope {
            id: uuid::Uuid::nil().into(),
            position: EventPosition::START,
            kind: ProductsChanged::KIND.to_owned(),
            payload: serde_json::json!({ "productIds": "not a list" }),
            occurred_at: cholon_kernel::clock::Timestamp::UNIX_EPOCH,
        };
        assert!(matches!(Concern::of(&event), Concern::Everything));
        let foreign = EventEnvelope { kind: "orders.placed".to_owned(), ..event };
        assert!(matches!(Concern::of(&foreign), Concern::Nothing));
    }
}
