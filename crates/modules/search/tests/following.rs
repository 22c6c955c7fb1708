//! The index follows the event log: on a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test stops at what it cannot make")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use cholon_database::Database;
use cholon_events::{EventLog, publish};
use cholon_kernel::{CategoryId, Clock, Event, ProductId, SystemClock};
use cholon_search::model::{IndexDocument, SearchRequest};
use cholon_search::{DocumentSource, Follower, QueryLog, QueryOrder, Rule, RuleKind, Search, SourceError, Synonyms};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Attempts to see a change.
const ATTEMPTS_MAX: u32 = 250;

/// The catalogue's event, as its module writes it.
#[derive(Debug, Serialize, Deserialize)]
struct ProductsChanged {
    product_ids: Vec<ProductId>,
    category_ids: Vec<CategoryId>,
}

impl Event for ProductsChanged {
    const KIND: &'static str = "catalog.products-changed";
}

/// A catalogue of a few documents.
#[derive(Debug, Default)]
struct Shelf(Mutex<BTreeMap<ProductId, IndexDocument>>);

#[async_trait]
impl DocumentSource for Shelf {
    async fn documents(&self, ids: &[ProductId]) -> Result<Vec<IndexDocument>, SourceError> {
        let products = self.0.lock().unwrap();
        Ok(ids.iter().filter_map(|id| products.get(id).cloned()).collect())
    }

    async fn next_documents(&self, after: Option<ProductId>, limit: u32) -> Result<Vec<IndexDocument>, SourceError> {
        let products = self.0.lock().unwrap();
        let behind = products.values().filter(|document| after.is_none_or(|after| document.id > after));
        Ok(behind.take(limit as usize).cloned().collect())
    }
}

fn document(number: u128, name: &str, price_vnd: u64) -> IndexDocument {
    IndexDocument {
        id: Uuid::from_u128(number).into(),
        name: name.to_owned(),
        skus: vec![format!("SKU-{number}")],
        brand: None,
        category_path: vec![(Uuid::from_u128(1_000).into(), "Điện máy".to_owned())],
        specs: Vec::new(),
        facets: Vec::new(),
        tags: Vec::new(),
        description: String::new(),
        price_vnd,
        list_price_vnd: price_vnd,
        in_stock: true,
        condition: "new".to_owned(),
        rating: 0,
        review_count: 0,
        sold_count: 0,
        published_at: SystemClock.now(),
        is_featured: false,
    }
}

struct Shop {
    database: Database,
    shelf: Arc<Shelf>,
    search: Search,
    log: EventLog,
    _folder: tempfile::TempDir,
}

impl Shop {
    fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let search = Search::open(folder.path()).unwrap();
        let log = EventLog::new(database.clone());
        Self { database, shelf: Arc::default(), search, log, _folder: folder }
    }

    fn follower(&self) -> Follower {
        let source: Arc<Shelf> = Arc::clone(&self.shelf);
        Follower::new(self.search.clone(), self.database.clone(), self.log.clone(), source)
    }

    async fn put(&self, document: IndexDocument) {
        let id = document.id;
        self.shelf.0.lock().unwrap().insert(id, document);
        self.tell(id).await;
    }

    async fn take(&self, id: ProductId) {
        self.shelf.0.lock().unwrap().remove(&id);
        self.tell(id).await;
    }

    async fn tell(&self, id: ProductId) {
        let mut tx = self.database.begin().await.unwrap();
        let event = ProductsChanged { product_ids: vec![id], category_ids: Vec::new() };
        publish(&mut tx, &SystemClock, &event).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn found(&self, text: &str) -> Vec<ProductId> {
        let request = SearchRequest { text: Some(text.to_owned()), ..SearchRequest::default() };
        self.search.search(&request).unwrap().hits.iter().map(|hit| hit.id).collect()
    }
}

/// Catches up until `is_done`: an event may have to wait for transactions of other tests in the same cluster.
async fn until(follower: &mut Follower, is_done: impl Fn() -> bool) {
    for _ in 0..ATTEMPTS_MAX {
        follower.catch_up().await.unwrap();
        if is_done() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the change never became visible");
}

#[tokio::test]
async fn changes_are_visible_in_the_order_of_the_log() {
    let test = cholon_testkit::database().await;
    let shop = Shop::open(test.database());
    let mut follower = shop.follower();
    let (first, second): (ProductId, ProductId) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
    shop.put(document(1, "Tủ lạnh Aqua 90 lít", 3_000_000)).await;
    until(&mut follower, || shop.found("tủ lạnh") == [first]).await;
    assert!(!shop.search.status().needs_rebuild);
    let mut visible = shop.search.visible();
    shop.put(document(2, "Tủ lạnh Sharp 200 lít", 5_000_000)).await;
    shop.put(document(1, "Tủ lạnh Aqua 90 lít", 2_500_000)).await;
    until(&mut follower, || shop.search.indexed_offer(first).is_some_and(|offer| offer.price_vnd == 2_500_000)).await;
    assert_eq!(shop.found("tủ lạnh").len(), 2);
    let mut told = Vec::new();
    while let Ok(message) = visible.try_recv() {
        told.extend(message.products.iter().flat_map(|products| products.to_vec()));
    }
    assert!(told.contains(&first) && told.contains(&second), "{told:?}");
    shop.take(first).await;
    until(&mut follower, || shop.search.product_ids() == [second]).await;
    assert_eq!(shop.found("tủ lạnh aqua"), [second]);
}

#[tokio::test]
async fn a_new_process_goes_on_where_the_index_ends() {
    let test = cholon_testkit::database().await;
    let shop = Shop::open(test.database());
    shop.put(document(1, "Máy giặt LG 9 kg", 7_000_000)).await;
    shop.follower().catch_up().await.unwrap();
    let position = shop.search.status().position;
    shop.put(document(2, "Máy giặt Aqua 8 kg", 5_000_000)).await;
    let mut second = shop.follower();
    until(&mut second, || shop.found("máy giặt").len() == 2).await;
    assert!(shop.search.status().position > position);
}

#[tokio::test]
async fn a_change_is_found_within_a_second() {
    let test = cholon_testkit::database().await;
    let shop = Shop::open(test.database());
    let token = CancellationToken::new();
    let mut visible = shop.search.visible();
    let running = tokio::spawn(shop.follower().run(token.clone()));
    let _rebuilt = tokio::time::timeout(Duration::from_secs(10), visible.recv()).await.unwrap().unwrap();
    shop.put(document(1, "Loa kéo JBZ", 1_000_000)).await;
    tokio::time::timeout(Duration::from_secs(1), visible.recv()).await.unwrap().unwrap();
    assert_eq!(shop.found("loa keo").len(), 1);
    token.cancel();
    running.await.unwrap();
}

#[tokio::test]
async fn rules_of_staff_reach_a_running_search() {
    let test = cholon_testkit::database().await;
    let shop = Shop::open(test.database());
    let mut follower = shop.follower();
    shop.put(document(1, "Nồi cơm điện Sharp", 900_000)).await;
    shop.put(document(2, "Loa kéo JBZ", 1_000_000)).await;
    until(&mut follower, || shop.search.status().documents == 2).await;
    let synonyms = Synonyms::new(test.database(), Arc::new(SystemClock));
    let rule = Rule::new(RuleKind::Means, vec!["cuckoo".to_owned(), "nồi cơm điện".to_owned()]).unwrap();
    let id = synonyms.add(&rule).await.unwrap();
    let cooker: ProductId = Uuid::from_u128(1).into();
    let best = || shop.found("cuckoo").first().copied();
    until(&mut follower, || best() == Some(cooker)).await;
    assert_eq!(synonyms.list().await.unwrap(), [(id, rule)]);
    assert!(synonyms.remove(id).await.unwrap());
    assert!(!synonyms.remove(id).await.unwrap());
    until(&mut follower, || shop.found("cuckoo").len() == 2).await;
}

#[tokio::test]
async fn the_query_log_adds_up_and_forgets_nobody_it_never_knew() {
    let test = cholon_testkit::database().await;
    let log = QueryLog::new(test.database(), Arc::new(SystemClock));
    for _ in 0..6 {
        log.searched("Tủ Lạnh", true);
    }
    log.clicked("tủ  lạnh");
    log.searched("máy bay", false);
    log.searched("0912345678", true);
    log.flush().await.unwrap();
    log.searched("tủ lạnh", true);
    log.flush().await.unwrap();
    let top = log.top(7, QueryOrder::Searches, 10).await.unwrap();
    assert_eq!(top.len(), 2);
    assert_eq!((top[0].query.as_str(), top[0].searches, top[0].clicks), ("tủ lạnh", 7, 1));
    let zero = log.top(7, QueryOrder::ZeroResults, 10).await.unwrap();
    assert_eq!(zero.len(), 1);
    assert_eq!(zero[0].query, "máy bay");
    assert_eq!(log.popular().await.unwrap(), ["tủ lạnh"]);
    assert_eq!(log.forget_old().await.unwrap(), 0);
}
