//! A small shop to ask: one page that counts how often it is rendered, and routes that misbehave.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::RawQuery;
use axum::routing::{get, post};
use bytes::Bytes;
use cholon_cache::Tag;
use cholon_limits::{LimitSettings, RateLimits};
use cholon_webkit::{AnswerBody, Edge, EdgeParts, EdgeSettings, Problem, Rendered, ResponseCache};
use http::header::REFERER;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::BodyExt as _;

const MINUTE: Duration = Duration::from_mins(1);
pub(crate) const PEER: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

/// The shop with what a test looks at.
pub(crate) struct Shop {
    pub(crate) edge: Edge,
    pub(crate) cache: ResponseCache,
    pub(crate) rendered: Arc<AtomicUsize>,
    /// The `Referer` of each time that `/witnessed` was given.
    pub(crate) witnessed: Arc<Mutex<Vec<String>>>,
}

/// An answer, read to its end.
pub(crate) struct Read {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Read {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header is text"))
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}

impl Shop {
    pub(crate) fn open() -> Self {
        Self::with(EdgeSettings { request_timeout: Duration::from_millis(300), ..EdgeSettings::default() }, 0)
    }

    pub(crate) fn with(settings: EdgeSettings, api_per_minute: u32) -> Self {
        let cache = ResponseCache::new(1 << 20);
        let rendered = Arc::new(AtomicUsize::new(0));
        let witnessed = Arc::default();
        let limits = RateLimits::new(&LimitSettings { api_per_minute, ..LimitSettings::default() });
        let parts = EdgeParts {
            router: routes(Arc::clone(&rendered)).merge(witnessed_route(Arc::clone(&witnessed))),
            limits,
            cache: cache.clone(),
            error_page: Arc::new(|failure| {
                format!("<p>{} {}</p>", failure.problem.message(failure.locale), failure.request_id)
            }),
        };
        Self { edge: Edge::new(settings, parts), cache, rendered, witnessed }
    }

    pub(crate) fn rendered(&self) -> usize {
        self.rendered.load(Ordering::SeqCst)
    }

    pub(crate) async fn ask(&self, method: &str, uri: &str, headers: &[(&str, &str)]) -> Read {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn get(&self, uri: &str) -> Read {
        self.ask("GET", uri, &[]).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Read {
        read(self.edge.answer(request, PEER).await).await
    }
}

async fn read(response: Response<AnswerBody>) -> Read {
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("the body is read").to_bytes();
    Read { status: parts.status, headers: parts.headers, body }
}

/// A page long enough to be compressed.
pub(crate) fn page(number: usize, query: &str) -> String {
    format!("<h1>Trang {number} {query}</h1>{}", "<p>Chợ Lớn</p>".repeat(200))
}

fn routes(rendered: Arc<AtomicUsize>) -> Router {
    let counted = move || rendered.fetch_add(1, Ordering::SeqCst) + 1;
    let (slow, uncached, moved) = (counted.clone(), counted.clone(), counted.clone());

    Router::new()
        .route(
            "/page",
            get(async move |RawQuery(query): RawQuery| {
                Rendered::html(page(counted(), &query.unwrap_or_default())).cached(MINUTE, [Tag::home()])
            }),
        )
        .route(
            "/slow-page",
            get(async move || {
                let number = slow();
                tokio::time::sleep(Duration::from_millis(100)).await;
                Rendered::html(page(number, "")).cached(MINUTE, [Tag::home()])
            }),
        )
        .route("/uncached", get(async move || Rendered::html(page(uncached(), ""))))
        .route("/v1/names", get(async || Rendered::json(&["Chợ Lớn"]).map(|json| json.cached(MINUTE, []))))
        .route("/v1/echo", post(async |body: Bytes| Rendered::bytes("text/plain".parse().expect("a type"), body)))
        .route(
            "/moved",
            get(async move || {
                moved();
                Rendered::redirect(StatusCode::MOVED_PERMANENTLY, "/page").cached(MINUTE, [])
            }),
        )
        .route("/gone", get(async || Problem::gone()))
        .route("/broken", get(async || Problem::internal(std::io::Error::other("secret of the database"))))
        .route("/panic", get(panics))
        .route("/hanging", get(async || std::future::pending::<Rendered>().await))
}

fn witnessed_route(witnessed: Arc<Mutex<Vec<String>>>) -> Router {
    let handler = async move || {
        let witness = move |request: &HeaderMap| {
            let referer = request.get(REFERER).map_or("", |value| value.to_str().expect("a header is text"));
            witnessed.lock().expect("nobody panicked").push(referer.to_owned());
        };
        Rendered::html(page(0, "")).cached(MINUTE, [Tag::home()]).witnessed(witness)
    };
    Router::new().route("/witnessed", get(handler))
}

async fn panics() -> Rendered {
    tokio::task::yield_now().await;
    let nothing: Option<Rendered> = std::hint::black_box(None);
    nothing.expect("there is nothing")
}
