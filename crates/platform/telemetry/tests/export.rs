//! A process that observes itself: traces reach a collector, the caller's trace goes on, metrics are told.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use cholon_telemetry::{TelemetrySettings, adopt, init, trace_id};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// A collector that takes one request and tells its bytes.
fn collector() -> (String, mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("the exporter connects");
        stream.set_read_timeout(Some(Duration::from_millis(500))).expect("a timeout");
        let (mut request, mut piece) = (Vec::new(), [0; 4096]);
        while let Ok(count) = stream.read(&mut piece) {
            request.extend_from_slice(&piece[..count]);
            if count < piece.len() {
                break;
            }
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        let _ = sender.send(request);
    });
    (address, receiver)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_observed_is_sent_before_the_end() {
    let (endpoint, requests) = collector();
    let settings = TelemetrySettings { filter: "info".to_owned(), otlp_endpoint: Some(endpoint), ..Default::default() };
    let telemetry = init(&settings).expect("nobody observes yet");
    assert!(init(&settings).is_err(), "a process is observed once");

    let span = tracing::info_span!("checkout.place");
    adopt(&span, &format!("00-{TRACE}-00f067aa0ba902b7-01"));
    assert_eq!(trace_id(&span).as_deref(), Some(TRACE));
    span.in_scope(|| tracing::info!("placed"));
    drop(span);

    metrics::counter!("cache_hits_total", "cache" => "test").increment(3);
    metrics::histogram!("http_request_duration_seconds", "route" => "/").record(0.02);
    let text = telemetry.metrics().render();
    assert!(text.contains("cache_hits_total{cache=\"test\"} 3"), "{text}");
    assert!(text.contains("http_request_duration_seconds_bucket{route=\"/\",le=\"0.025\"} 1"), "{text}");
    assert!(text.contains("process_resident_memory_bytes"), "{text}");

    // As the database driver does it: it asks, and tells where the answer is yes.
    let run = || {
        if tracing::enabled!(target: "sqlx::query", tracing::Level::TRACE) {
            tracing::trace!(target: "sqlx::query", "SELECT 1");
        }
    };
    run();
    telemetry.set_filter("warn,sqlx=trace").expect("the filter changes");
    run();
    let text = telemetry.metrics().render();
    assert!(text.contains("sql_statements_total 2"), "each counts once, whether it is logged or not: {text}");

    telemetry.set_filter("warn,cholon=debug").expect("the filter changes");
    assert!(telemetry.set_filter("=,=").is_err());
    tokio::task::spawn_blocking(|| telemetry.shutdown()).await.expect("the end");
    let request = requests.recv_timeout(Duration::from_secs(5)).expect("traces were sent");
    let text = String::from_utf8_lossy(&request);
    assert!(text.starts_with("POST /v1/traces HTTP/1.1"), "{text}");
    assert!(text.contains("checkout.place") || request.len() >= 4096, "{text}");
}
