//! A shop with a few dozen products behind the edge, and requests to it.

use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use cholon_catalog::Catalog;
use cholon_catalog::import::{ImportMode, ImportOptions, ImportSource};
use cholon_indexing::CatalogDocuments;
use cholon_kernel::{Actor, EventPosition, ManualClock, SystemClock};
use cholon_limits::{LimitSettings, RateLimits};
use cholon_search::{QueryLog, Search};
use cholon_storage::FolderStore;
use cholon_storefront::{ShopInfo, Sources, Storefront};
use cholon_testkit::TestDatabase;
use cholon_webkit::{Edge, EdgeParts, EdgeSettings, ResponseCache};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::shopping;

/// Room for all answers of a test.
const CACHE_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Products of the shop.
pub(crate) const PRODUCTS: u32 = 40;

/// A shop of its own for one test.
pub(crate) struct Shop {
    pub(crate) catalog: Catalog,
    pub(crate) queries: QueryLog,
    pub(crate) edge: Edge,
    _folder: tempfile::TempDir,
    _database: TestDatabase,
}

/// What the edge answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        self.headers[http::header::LOCATION].to_str().unwrap()
    }
}

impl Shop {
    /// Opens a shop and fills catalogue and index.
    pub(crate) async fn open() -> Self {
        let test = cholon_testkit::database().await;
        let folder = tempfile::tempdir().unwrap();
        let files = Arc::new(FolderStore::new(folder.path().join("media")));
        let catalog = Catalog::new(test.database(), Arc::clone(&files) as _, Arc::new(SystemClock));
        fill(&catalog).await;
        let index = folder.path().join("search");
        let documents = CatalogDocuments::new(catalog.clone());
        cholon_search::reindex(&index, &documents, EventPosition::default(), |_| ()).await.unwrap();
        let search = Search::open(&index).unwrap();
        let clock = Arc::new(ManualClock::at("2026-11-20T00:00:00Z"));
        let shop = ShopInfo {
            name: "Cholon".to_owned(),
            public_url: "https://shop.example".to_owned(),
            hotline: Some("1900 0000".to_owned()),
            ..ShopInfo::default()
        };
        let queries = QueryLog::new(test.database(), Arc::clone(&clock) as _);
        let shopping = shopping::open(&test.database(), &catalog).await;
        let from = Sources { catalog: catalog.clone(), search, queries: queries.clone(), files, shopping, clock };
        let storefront = Storefront::new(from, shop);
        Self { queries, catalog, edge: edge(storefront), _folder: folder, _database: test }
    }

    /// The answer to a GET, made afresh.
    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.get_from(uri, "").await
    }

    /// The answer to a GET that another page led to.
    pub(crate) async fn get_from(&self, uri: &str, referer: &str) -> Answer {
        let request = Request::builder().uri(uri).header("x-cache-bypass", "1").header("referer", referer);
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    /// The answer to a GET of a browser with a cookie.
    pub(crate) async fn get_with(&self, uri: &str, cookie: &str) -> Answer {
        self.answer(Request::builder().uri(uri).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    /// The answer to a form that a browser with a cookie sends.
    pub(crate) async fn post(&self, uri: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let field = |(name, value): &(&str, &str)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
        let body = fields.iter().map(field).collect::<Vec<_>>().join("&");
        let request = Request::post(uri).header("cookie", cookie);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let (head, body) = self.edge.answer(request, Ipv4Addr::LOCALHOST.into()).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: head.status, headers: head.headers, text: String::from_utf8_lossy(&body).into_owned() }
    }

    /// The page at a path, which is there.
    pub(crate) async fn page(&self, uri: &str) -> String {
        let answer = self.get(uri).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri}");
        answer.text
    }

    /// The path of the first product that a listing shows.
    pub(crate) async fn first_product(&self, listing: &str) -> String {
        let page = self.page(listing).await;
        let link = page.split("class=\"card-name\"><a href=\"").nth(1).unwrap();
        link.split('"').next().unwrap().to_owned()
    }
}

/// The routes behind everything a request passes in a real server.
fn edge(storefront: Storefront) -> Edge {
    let pages = storefront.clone();
    let parts = EdgeParts {
        router: cholon_storefront::router(storefront).merge(cholon_webkit::assets::router()),
        limits: RateLimits::new(&LimitSettings::default()),
        cache: ResponseCache::new(CACHE_BYTES_MAX),
        error_page: Arc::new(move |failure| pages.error_page(failure)),
    };
    Edge::new(EdgeSettings { allow_bypass: true, ..EdgeSettings::default() }, parts)
}

async fn fill(catalog: &Catalog) {
    let source = ImportSource::Bytes { name: "test".into(), content: Bytes::from(lines()) };
    let options = ImportOptions { is_dry_run: false, mode: ImportMode::AllOrNothing, actor: Actor::System };
    let report = catalog.import(&source, &options, &|_| ()).await.unwrap();
    assert_eq!((report.error_count, report.created), (0, PRODUCTS), "{:?}", report.errors);
}

/// Phones and laptops of two brands with differing prices, memories, ratings and stocks; every fourth has no discount.
fn lines() -> String {
    let mut lines = String::new();
    for number in 0..PRODUCTS {
        let category = if number % 2 == 0 { "Điện thoại" } else { "Máy tính xách tay" };
        let brand = ["Sao Mai", "Nova"][usize::from(number % 3 == 0)];
        let ram = [4, 8, 16][number as usize % 3];
        let price = 1_230_000 + number * 370_000;
        writeln!(
            lines,
            r#"{{"sku":"T{number}","name":"{category} {brand} X{number}","category":["Điện tử","{category}"],"brand":"{brand}","price_vnd":{price},"list_price_vnd":{},"available":{},"specs":[{{"group":"Bộ nhớ","name":"RAM","value":"{ram}","unit":"GB"}}],"attrs":{{"ram_gb":{ram}}},"rating_avg":{},"review_count":{}}}"#,
            price + number % 4 * 100_000,
            u32::from(number % 5 != 0) * number,
            3 + number % 3,
            number % 7,
        )
        .unwrap();
    }
    lines
}
