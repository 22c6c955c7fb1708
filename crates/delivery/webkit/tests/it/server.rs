//! The server over real connections: slow clients, bounds, and a stop that loses nothing.

use std::net::SocketAddr;
use std::time::Duration;

use cholon_webkit::server::{ServerSettings, Stopped, bind, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::shop::Shop;

const REQUEST: &[u8] = b"GET /slow-page HTTP/1.1\r\nhost: x\r\n\r\n";

struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    served: JoinHandle<Stopped>,
}

fn run(settings: ServerSettings) -> Running {
    let listener = bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
    let address = listener.local_addr().expect("an address");
    let stop = CancellationToken::new();
    let served = tokio::spawn(serve(listener, Shop::open().edge, settings, stop.clone()));
    Running { address, stop, served }
}

async fn connect(running: &Running) -> TcpStream {
    TcpStream::connect(running.address).await.expect("the server accepts")
}

async fn answer(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_stop_lets_requests_in_flight_finish_and_closes_idle_connections() {
    let running = run(ServerSettings::default());
    let idle = connect(&running).await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        let mut stream = connect(&running).await;
        stream.write_all(REQUEST).await.expect("the request is sent");
        streams.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(30)).await;
    running.stop.cancel();
    for stream in streams {
        let answer = answer(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("</p>"), "{answer}");
    }
    assert_eq!(running.served.await.expect("the server ends"), Stopped { cut_off: 0 });
    drop(idle);
    assert!(TcpStream::connect(running.address).await.is_err(), "nobody listens any more");
}

/// Clients that opened a connection before the stop and were not accepted yet are served too.
#[tokio::test]
async fn connections_in_the_queue_are_served() {
    let running = run(ServerSettings::default());
    let mut streams = Vec::new();
    for _ in 0..50 {
        let mut stream = std::net::TcpStream::connect(running.address).expect("the queue takes it");
        std::io::Write::write_all(&mut stream, REQUEST).expect("the request is sent");
        stream.set_nonblocking(true).expect("a mode");
        streams.push(TcpStream::from_std(stream).expect("a stream"));
    }
    // No await between opening and stopping: on this single thread the server has accepted nothing yet.
    running.stop.cancel();
    for stream in streams {
        assert!(answer(stream).await.starts_with("HTTP/1.1 200 OK"));
    }
    assert_eq!(running.served.await.expect("the server ends").cut_off, 0);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_cut_off_at_the_stop() {
    let running = run(ServerSettings { shutdown_timeout: Duration::from_millis(20), ..ServerSettings::default() });
    let mut stream = connect(&running).await;
    stream.write_all(REQUEST).await.expect("the request is sent");
    tokio::time::sleep(Duration::from_millis(30)).await;
    running.stop.cancel();
    assert_eq!(running.served.await.expect("the server ends"), Stopped { cut_off: 1 });
}

#[tokio::test]
async fn a_client_that_dribbles_its_head_is_cut_off_and_a_slow_answer_is_not() {
    let running = run(ServerSettings { header_timeout: Duration::from_millis(60), ..ServerSettings::default() });
    let mut dribbling = connect(&running).await;
    let mut honest = connect(&running).await;
    honest.write_all(b"GET /slow-page HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.expect("it is sent");
    let begin = tokio::time::Instant::now();
    let mut sent = 0;
    while dribbling.write_all(b"G").await.is_ok() && begin.elapsed() < Duration::from_secs(5) {
        sent += 1;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(begin.elapsed() < Duration::from_secs(1), "the server took {sent} pieces");
    assert!(answer(honest).await.starts_with("HTTP/1.1 200 OK"), "an answer that takes 100 ms is not idleness");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let running = run(ServerSettings { head_bytes_max: 8192, ..ServerSettings::default() });
    let mut stream = connect(&running).await;
    let head = format!("GET / HTTP/1.1\r\nhost: x\r\nx-filler: {}\r\n\r\n", "x".repeat(10_000));
    stream.write_all(head.as_bytes()).await.expect("it is sent");
    assert!(answer(stream).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn connections_are_bounded_and_the_rest_waits() {
    let running = run(ServerSettings { connections_max: 1, ..ServerSettings::default() });
    let mut first = connect(&running).await;
    first.write_all(b"GET /uncached HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("it is sent");
    let mut begin = [0; 12];
    first.read_exact(&mut begin).await.expect("the first is answered");
    let mut second = connect(&running).await;
    second.write_all(b"GET /uncached HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.expect("it is sent");
    let early = tokio::time::timeout(Duration::from_millis(50), second.readable()).await;
    assert!(early.is_err(), "the second waits");
    drop(first);
    assert!(answer(second).await.starts_with("HTTP/1.1 200 OK"));
}
