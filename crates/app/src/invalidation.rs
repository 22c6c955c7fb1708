//! Which events drop which kept answers: the follower that keeps pages true in this process.
//!
//! Two moments count (decision 0006): when the database changed, a product's own page is wrong; when the search index
//! has caught up with that change, every listing made in between may be.

use cholon_cache::Tag;
use cholon_catalog::Catalog;
use cholon_catalog::events::{CategoriesChanged, MediaChanged, ProductsChanged};
use cholon_events::{EventError, EventLog};
use cholon_kernel::{EventEnvelope, EventPosition, ProductId};
use cholon_webkit::ResponseCache;
use tokio_util::sync::CancellationToken;

/// Events read at once.
const BATCH_MAX: u32 = 500;
/// Changed products whose tags are dropped one by one; above it, dropping everything is cheaper than counting.
const PRODUCTS_BY_TAG_MAX: usize = 200;

/// Follows the event log and drops what its events make wrong, until `stop`.
pub(crate) async fn follow(log: EventLog, catalog: Catalog, pages: ResponseCache, stop: CancellationToken) {
    let follower = Follower { log, catalog, pages };
    let mut wakeups = follower.log.wakeups();
    let mut position = None;
    loop {
        match follower.catch_up(position).await {
            Ok(reached) => position = Some(reached),
            Err(error) => {
                // What was missed while the log could not be read is unknown, so nothing kept can be trusted.
                tracing::warn!(error = %error, "event log cannot be read, kept answers are dropped");
                follower.forget_everything();
                position = None;
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            changed = wakeups.changed() => if changed.is_err() { return },
        }
    }
}

struct Follower {
    log: EventLog,
    catalog: Catalog,
    pages: ResponseCache,
}

impl Follower {
    async fn catch_up(&self, position: Option<EventPosition>) -> Result<EventPosition, EventError> {
        let Some(mut position) = position else {
            // Starting at the head: what was kept before is dropped, what is kept from now on is seen changing.
            let head = self.log.head().await?;
            self.forget_everything();
            return Ok(head);
        };
        loop {
            let events = self.log.read_after(position, BATCH_MAX).await?;
            let Some(last) = events.last() else { return Ok(position) };
            position = last.position;
            self.apply(&events);
        }
    }

    fn apply(&self, events: &[EventEnvelope]) {
        let mut changed = Vec::new();
        let mut everything = false;
        for event in events {
            match concerned(event) {
                Concern::Products(ids) => changed.extend(ids),
                Concern::Everything => everything = true,
                Concern::Nothing => {}
            }
        }
        if everything || changed.len() > PRODUCTS_BY_TAG_MAX {
            self.forget_everything();
        } else if !changed.is_empty() {
            self.catalog.invalidate();
            self.pages.invalidate(&product_tags(&changed));
        }
    }

    fn forget_everything(&self) {
        self.catalog.invalidate();
        self.pages.clear();
    }
}

enum Concern {
    Products(Vec<ProductId>),
    Everything,
    Nothing,
}

fn concerned(event: &EventEnvelope) -> Concern {
    if let Some(changed) = event.read::<ProductsChanged>() {
        return changed.map_or(Concern::Everything, |changed| Concern::Products(changed.product_ids));
    }
    if let Some(changed) = event.read::<MediaChanged>() {
        return changed.map_or(Concern::Everything, |changed| Concern::Products(changed.product_ids));
    }
    if event.kind == <CategoriesChanged as cholon_kernel::Event>::KIND {
        return Concern::Everything;
    }
    Concern::Nothing
}

fn product_tags(ids: &[ProductId]) -> Vec<Tag> {
    ids.iter().map(|id| Tag::product(*id)).collect()
}
