//! The HTTP server: accepts connections within bounds, closes those that get nowhere, and stops without losing a request.

mod connection;
mod watched;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use metrics::counter;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::edge::Edge;

/// Connections that the operating system holds for us until we accept them.
const BACKLOG: u32 = 1024;
/// The pause after accepting failed, which happens when file descriptors run out.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Bounds of the server.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Open connections at most; more wait in the operating system's queue.
    pub connections_max: usize,
    /// The time in which a connection must get on: send a whole request head, or take some of its answer. An idle
    /// connection is closed after it too.
    pub header_timeout: Duration,
    /// The largest request head, in bytes; at least 8192.
    pub head_bytes_max: usize,
    /// How long connections are still accepted after the stop, so that a load balancer notices first.
    pub linger: Duration,
    /// How long requests in flight may take to finish after that.
    pub shutdown_timeout: Duration,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            connections_max: 10_000,
            header_timeout: Duration::from_secs(10),
            head_bytes_max: 32 * 1024,
            linger: Duration::ZERO,
            shutdown_timeout: Duration::from_secs(10),
        }
    }
}

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// Connections cut off because they did not finish in time.
    pub cut_off: usize,
}

/// Binds an address, also when a server that just ended still has connections in their last state.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves `edge` until `stop`, then lets requests in flight finish.
pub async fn serve(listener: TcpListener, edge: Edge, settings: ServerSettings, stop: CancellationToken) -> Stopped {
    let server = Server {
        places: Arc::new(Semaphore::new(settings.connections_max)),
        connections: TaskTracker::new(),
        finish: CancellationToken::new(),
        cut_off: CancellationToken::new(),
        edge,
        settings: Arc::new(settings),
    };
    let _ = stop.run_until_cancelled(server.accept(&listener)).await;
    let _ = tokio::time::timeout(server.settings.linger, server.accept(&listener)).await;
    server.take_queued(&listener).await;
    drop(listener);
    server.drain().await
}

struct Server {
    places: Arc<Semaphore>,
    connections: TaskTracker,
    /// Asks connections to end after the request they are at.
    finish: CancellationToken,
    /// Ends connections at once.
    cut_off: CancellationToken,
    edge: Edge,
    settings: Arc<ServerSettings>,
}

impl Server {
    /// Accepts connections for ever.
    async fn accept(&self, listener: &TcpListener) {
        loop {
            let Ok(place) = Arc::clone(&self.places).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, peer)) => self.spawn(stream, peer, place),
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    tracing::warn!(error = %error, "connections cannot be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    /// Takes the connections that clients have opened and we have not accepted yet: closing would lose them.
    async fn take_queued(&self, listener: &TcpListener) {
        // Unconstrained, because the runtime's own idea of fairness would end the turn before the queue is empty.
        let queued = tokio::task::unconstrained(self.accept(listener));
        let _ = tokio::time::timeout(Duration::ZERO, queued).await;
    }

    fn spawn(&self, stream: TcpStream, peer: SocketAddr, place: OwnedSemaphorePermit) {
        counter!("http_connections_total").increment(1);
        // Answers are written whole; waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        let (finish, cut_off) = (self.finish.clone(), self.cut_off.clone());
        let connection = connection::serve(stream, peer.ip(), self.edge.clone(), Arc::clone(&self.settings), finish);
        self.connections.spawn(async move {
            let _place = place;
            cut_off.run_until_cancelled(connection).await;
        });
    }

    async fn drain(&self) -> Stopped {
        self.finish.cancel();
        self.connections.close();
        let finished = tokio::time::timeout(self.settings.shutdown_timeout, self.connections.wait()).await;
        let cut_off = if finished.is_ok() { 0 } else { self.connections.len() };
        self.cut_off.cancel();
        self.connections.wait().await;
        Stopped { cut_off }
    }
}

/// Whether accepting failed because of the one connection, which its client gave up.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}
