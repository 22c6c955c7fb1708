//! Serves either a bare hyper "hello" or a cached page of 12 kB through the edge, to compare the two with a load generator.
//!
//! Usage: `fast_path bare|cached PORT`.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use bytes::Bytes;
use cholon_cache::Tag;
use cholon_limits::{LimitSettings, RateLimits};
use cholon_telemetry::TelemetrySettings;
use cholon_webkit::server::{ServerSettings, bind, serve};
use cholon_webkit::{Edge, EdgeParts, EdgeSettings, Rendered, ResponseCache};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of the page.
const PAGE_BYTES: usize = 12 * 1024;
/// A limit that counts every request and refuses none of the benchmark's.
const PAGES_PER_MINUTE: u32 = 1_000_000_000;

#[tokio::main(worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let port = arguments.get(2).and_then(|port| port.parse().ok()).unwrap_or(8090);
    let listener = bind(SocketAddr::from(([127, 0, 0, 1], port))).expect("the port is free");
    match arguments.get(1).map(String::as_str) {
        Some("bare") => bare(listener).await,
        _ => cached(listener).await,
    }
}

async fn bare(listener: TcpListener) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let hello = async |_| Ok::<_, Infallible>(http::Response::new(Full::new(Bytes::from_static(b"hello"))));
        let service = hyper::service::service_fn(hello);
        let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connection);
    }
}

async fn cached(listener: TcpListener) {
    let settings = TelemetrySettings { filter: "warn".to_owned(), ..TelemetrySettings::default() };
    let telemetry = cholon_telemetry::init(&settings).expect("nobody observes yet");
    tokio::spawn(telemetry.metrics().keep_up());
    let page = async || Rendered::html(page()).cached(Duration::from_mins(15), [Tag::home()]);
    let limits = LimitSettings { pages_per_minute: PAGES_PER_MINUTE, ..LimitSettings::default() };
    let parts = EdgeParts {
        router: Router::new().route("/page", get(page)),
        limits: RateLimits::new(&limits),
        cache: ResponseCache::new(32 * 1024 * 1024),
        error_page: Arc::new(|failure| failure.problem.message(failure.locale).to_owned()),
    };
    let edge = Edge::new(EdgeSettings::default(), parts);
    serve(listener, edge, ServerSettings::default(), CancellationToken::new()).await;
}

/// A page that compresses about as well as real ones do, to a fifth.
fn page() -> String {
    let mut page = String::with_capacity(PAGE_BYTES);
    let mut number: u32 = 1;
    while page.len() < PAGE_BYTES {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let card =
            format!("<li class=\"card\"><a href=\"/p/{number:x}\">{}</a><b>{} ₫</b></li>\n", number >> 7, number >> 3);
        page.push_str(&card);
    }
    page
}
