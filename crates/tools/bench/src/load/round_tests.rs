//! Rounds of load against a small server.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

/// A server that counts, and the port it listens on.
async fn server() -> (u16, Arc<AtomicU32>) {
    let served = Arc::new(AtomicU32::new(0));
    let count = async |State(served): State<Arc<AtomicU32>>| {
        served.fetch_add(1, Ordering::Relaxed);
        "xin chào"
    };
    let router = Router::new()
        .route("/", get(count))
        .route("/large", get(async || "x".repeat(300_000)))
        .route("/stalling", get(stall))
        .route("/broken", get(async || StatusCode::INTERNAL_SERVER_ERROR))
        .with_state(Arc::clone(&served));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (port, served)
}

/// Stalls the first time it is asked, never again.
async fn stall(State(served): State<Arc<AtomicU32>>) {
    if served.fetch_add(1, Ordering::Relaxed) == 0 {
        tokio::time::sleep(STALL).await;
    }
}

const STALL: Duration = Duration::from_millis(100);

fn load(port: u16, paths: &[&str], pace: Pace) -> Load {
    let requests: Vec<Request> = paths.iter().map(|path| Request::get(path)).collect();
    Load { port, requests: requests.into(), connections: 4, duration: Duration::from_millis(200), pace }
}

#[tokio::test]
async fn a_closed_loop_counts_what_the_server_served() {
    let (port, served) = server().await;
    let tally = run(&load(port, &["/"], Pace::Closed)).await;
    assert_eq!(tally.errors, 0);
    assert_eq!(tally.latencies.count(), u64::from(served.load(Ordering::Relaxed)));
    assert_eq!(tally.body_bytes as u64, tally.latencies.count() * "xin chào".len() as u64);
}

#[tokio::test]
async fn an_open_loop_sends_what_was_planned_and_no_more() {
    let (port, served) = server().await;
    let tally = run(&load(port, &["/"], Pace::PerSecond(100))).await;
    assert_eq!((tally.latencies.count(), tally.errors), (20, 0));
    assert_eq!(served.load(Ordering::Relaxed), 20);
}

#[tokio::test]
async fn requests_take_turns_and_failures_are_errors() {
    let (port, served) = server().await;
    let tally = run(&load(port, &["/", "/broken"], Pace::PerSecond(100))).await;
    assert_eq!((tally.latencies.count(), tally.errors), (10, 10));
    assert_eq!(served.load(Ordering::Relaxed), 10);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_and_no_endless_loop() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let tally = run(&load(port, &["/"], Pace::Closed)).await;
    assert_eq!((tally.latencies.count(), tally.errors), (0, u64::from(4 * LOSSES_MAX)));
}

#[tokio::test]
async fn large_bodies_are_read_whole_and_the_connection_goes_on() {
    let (port, _) = server().await;
    let mut connection = Connection::open(port).await.unwrap();
    for _ in 0..3 {
        let (answer, body) = connection.fetch(&Request::plain("/large")).await.unwrap();
        assert_eq!((answer.status, answer.body_bytes, body.len()), (200, 300_000, 300_000));
    }
    assert_eq!(connection.send(&Request::plain("/broken")).await.unwrap().status, 500);
}

#[tokio::test]
async fn a_stall_counts_for_every_request_that_it_delayed() {
    let (port, _) = server().await;
    let load = Load { connections: 1, ..load(port, &["/stalling"], Pace::PerSecond(100)) };
    let tally = run(&load).await;
    assert_eq!((tally.latencies.count(), tally.errors), (20, 0));
    // Six requests were meant to leave in the first half of the stall. A slow machine only makes them later.
    assert!(tally.latencies.quantile(750) >= STALL / 2);
}
