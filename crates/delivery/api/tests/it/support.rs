//! A shop with a few dozen products, and requests to its router.

use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use cholon_api::ApiParts;
use cholon_catalog::Catalog;
use cholon_catalog::import::{ImportMode, ImportOptions, ImportSource};
use cholon_database::Database;
use cholon_identity::audit::AuditEntry;
use cholon_identity::model::Caller;
use cholon_identity::providers::Providers;
use cholon_indexing::CatalogDocuments;
use cholon_kernel::{Actor, EventPosition, ManualClock, SystemClock};
use cholon_limits::{LimitSettings, RateLimits};
use cholon_search::{QueryLog, Search};
use cholon_shopping::Shopping;
use cholon_storage::FolderStore;
use cholon_testkit::TestDatabase;
use cholon_webkit::{Edge, EdgeParts, EdgeSettings, ResponseCache};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;

use crate::shopping;

/// Room for all answers of a test.
const CACHE_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// When a shop opens, as far as accounts and carts go.
pub(crate) const OPENED_AT: &str = "2026-11-21T03:00:00Z";
/// Products of the shop.
pub(crate) const PRODUCTS: u32 = 40;

/// A shop of its own for one test.
pub(crate) struct Shop {
    pub(crate) catalog: Catalog,
    pub(crate) queries: QueryLog,
    edge: Edge,
    pub(crate) shopping: Shopping,
    /// The time of accounts and carts.
    pub(crate) clock: Arc<ManualClock>,
    database: Database,
    _folder: tempfile::TempDir,
    _lent: TestDatabase,
}

/// What the router answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
    pub(crate) text: String,
}

impl Shop {
    /// Opens a shop and fills catalogue and index.
    pub(crate) async fn open() -> Self {
        Self::open_with(Arc::new(ManualClock::at(OPENED_AT)), Providers::default()).await
    }

    /// The same with log-ins at others.
    pub(crate) async fn open_with(clock: Arc<ManualClock>, providers: Providers) -> Self {
        let lent = cholon_testkit::database().await;
        let database = lent.database();
        let folder = tempfile::tempdir().unwrap();
        let files = Arc::new(FolderStore::new(folder.path().join("media")));
        let catalog = Catalog::new(database.clone(), files, Arc::new(SystemClock));
        fill(&catalog).await;
        let index = folder.path().join("search");
        let documents = CatalogDocuments::new(catalog.clone());
        cholon_search::reindex(&index, &documents, EventPosition::default(), |_| ()).await.unwrap();
        let search = Search::open(&index).unwrap();
        let queries = QueryLog::new(database.clone(), Arc::new(SystemClock));
        let shopping = shopping::open(&database, &catalog, clock.clone(), providers).await;
        let state = ApiParts { catalog: catalog.clone(), search, queries: queries.clone(), shopping: shopping.clone() };
        let edge = edge(cholon_api::router(state));
        Self { queries, catalog, edge, shopping, clock, database, _folder: folder, _lent: lent }
    }

    /// Cuts the shop off from its database.
    pub(crate) async fn lose_database(&self) {
        self.database.pool().close().await;
    }

    /// Changes a line of the audit log behind everybody's back.
    pub(crate) async fn alter_audit_line(&self, number: i64) {
        let mut tx = self.database.begin().await.unwrap();
        // The table refuses it as long as its triggers stand.
        sqlx::query("SET LOCAL session_replication_role = replica").execute(&mut *tx).await.unwrap();
        let altered = sqlx::query("UPDATE identity.audit_log SET new_values = '{}' WHERE number = $1").bind(number);
        assert_eq!(altered.execute(&mut *tx).await.unwrap().rows_affected(), 1);
        tx.commit().await.unwrap();
    }

    /// Fills the audit log.
    pub(crate) async fn write_audit_lines(&self, count: usize) {
        let (actor, caller) = (Actor::System, Caller::default());
        let mut tx = self.database.begin().await.unwrap();
        for number in 0..count {
            let entry = AuditEntry {
                actor: &actor,
                caller: &caller,
                action: "test.written",
                entity: "test",
                entity_id: number.to_string(),
                old: Value::Null,
                new: Value::Null,
            };
            self.shopping.identity.audit(&mut tx, &entry).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The answer to a GET, made afresh.
    pub(crate) async fn get_afresh(&self, uri: &str) -> Answer {
        self.send("GET", uri, &[("x-cache-bypass", "1")]).await
    }

    /// The answer to a GET.
    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send("GET", uri, &[]).await
    }

    /// The answer to any method.
    pub(crate) async fn send(&self, method: &str, uri: &str, headers: &[(&str, &str)]) -> Answer {
        self.raw(method, uri, "", headers).await
    }

    /// The answer to a POST of JSON.
    pub(crate) async fn post(&self, uri: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        self.json("POST", uri, body, headers).await
    }

    /// The answer to a PUT of JSON.
    pub(crate) async fn put(&self, uri: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        self.json("PUT", uri, body, headers).await
    }

    /// The answer to any method with a JSON body.
    pub(crate) async fn json(&self, method: &str, uri: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let headers = [headers, &[("content-type", "application/json")]].concat();
        self.raw(method, uri, &body.to_string(), &headers).await
    }

    /// The answer to any method with any body.
    pub(crate) async fn raw(&self, method: &str, uri: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let request = Request::builder().method(method).uri(uri);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let (head, body) = self.edge.answer(request, Ipv4Addr::LOCALHOST.into()).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        let text = String::from_utf8_lossy(&body).into_owned();
        Answer { status: head.status, headers: head.headers, json, text }
    }
}

/// The routes behind everything a request passes in a real server.
fn edge(router: Router) -> Edge {
    let parts = EdgeParts {
        router,
        // A test asks as much as it wants.
        limits: RateLimits::new(&LimitSettings { api_per_minute: 0, ..LimitSettings::default() }),
        cache: ResponseCache::new(CACHE_BYTES_MAX),
        error_page: Arc::new(|_| String::new()),
    };
    Edge::new(EdgeSettings { allow_bypass: true, ..EdgeSettings::default() }, parts)
}

async fn fill(catalog: &Catalog) {
    let source = ImportSource::Bytes { name: "test".into(), content: Bytes::from(lines()) };
    let options = ImportOptions { is_dry_run: false, mode: ImportMode::AllOrNothing, actor: Actor::System };
    let report = catalog.import(&source, &options, &|_| ()).await.unwrap();
    assert_eq!((report.error_count, report.created), (0, PRODUCTS), "{:?}", report.errors);
}

/// Phones and laptops of two brands with differing prices, memories, ratings and stocks.
fn lines() -> String {
    let mut lines = String::new();
    for number in 0..PRODUCTS {
        let (kind, category) = if number % 2 == 0 {
            ("Điện thoại", "Điện thoại")
        } else {
            ("Máy tính xách tay", "Máy tính xách tay")
        };
        let brand = ["Sao Mai", "Nova"][usize::from(number % 3 == 0)];
        let ram = [4, 8, 16][number as usize % 3];
        let price = 1_230_000 + number * 370_000;
        let available = u32::from(number % 5 != 0) * number;
        writeln!(
            lines,
            r#"{{"sku":"T{number}","name":"{kind} {brand} X{number}","category":["Điện tử","{category}"],"brand":"{brand}","price_vnd":{price},"list_price_vnd":{},"available":{available},"specs":[{{"group":"Bộ nhớ","name":"RAM","value":"{ram}","unit":"GB"}},{{"group":"Chung","name":"Số hiệu","value":"X{number}"}}],"attrs":{{"ram_gb":{ram}}},"rating_avg":{},"review_count":{}}}"#,
            price + number % 4 * 100_000,
            3 + number % 3,
            number % 7,
        )
        .unwrap();
    }
    lines
}

/// Every product summary on all pages of a list.
pub(crate) async fn all_pages(shop: &Shop, uri: &str, size: u32) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    for _ in 0..PRODUCTS {
        let mark = if uri.contains('?') { '&' } else { '?' };
        let answer = shop.get(&format!("{uri}{mark}size={size}{cursor}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri} {cursor}");
        items.extend(answer.json["items"].as_array().unwrap().iter().cloned());
        let Some(next) = answer.json["nextCursor"].as_str() else { return items };
        cursor = format!("&cursor={next}");
    }
    panic!("{uri} has more pages than products");
}
