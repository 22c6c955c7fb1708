//! One connection: HTTP/1.1 over a watched stream.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use metrics::gauge;
use tokio::net::TcpStream;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;

use crate::edge::{Answer, AnswerBody, Edge};
use crate::server::ServerSettings;
use crate::server::watched::{Progress, Watched};

/// Headers of one request at most.
const HEADERS_MAX: usize = 64;
/// Looks at a connection within the time that it has to get on: it is closed after that time and at most a look more.
const LOOKS: u32 = 2;

/// Serves one connection to its end. After `finish` it ends with the request it is at.
pub(super) async fn serve(
    stream: TcpStream,
    peer: IpAddr,
    edge: Edge,
    settings: Arc<ServerSettings>,
    finish: CancellationToken,
) {
    let _open = OpenConnection::count();
    let progress = Arc::new(Progress::default());
    let service = PeerService { edge, peer, progress: Arc::clone(&progress) };
    let io = TokioIo::new(Watched::new(stream, Arc::clone(&progress)));
    let connection = http1::Builder::new()
        // The watch below replaces hyper's timer, which would be set anew for each request.
        .header_read_timeout(None)
        .max_buf_size(settings.head_bytes_max)
        .max_headers(HEADERS_MAX)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    let look = settings.header_timeout / LOOKS;
    let mut looks = interval_at(Instant::now() + look, look);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut is_finishing, mut seen, mut idle_looks) = (false, progress.steps(), 0);
    loop {
        tokio::select! {
            biased;
            // An error is the client's: it went away or spoke no HTTP, which hyper has answered.
            _ended = connection.as_mut() => return,
            () = finish.cancelled(), if !is_finishing => {
                is_finishing = true;
                connection.as_mut().graceful_shutdown();
            }
            _ = looks.tick() => {
                let steps = progress.steps();
                idle_looks = if steps == seen && !progress.is_answering() { idle_looks + 1 } else { 0 };
                seen = steps;
                if idle_looks >= LOOKS {
                    return;
                }
            }
        }
    }
}

/// The edge for one peer.
struct PeerService {
    edge: Edge,
    peer: IpAddr,
    progress: Arc<Progress>,
}

impl Service<Request<Incoming>> for PeerService {
    type Response = Response<AnswerBody>;
    type Error = Infallible;
    type Future = Answering;

    fn call(&self, request: Request<Incoming>) -> Answering {
        self.progress.step();
        let answer = self.edge.answer(request, self.peer);
        if answer.is_ready() {
            return Answering { answer, progress: None };
        }
        self.progress.begin_answer();
        Answering { answer, progress: Some(Arc::clone(&self.progress)) }
    }
}

/// An answer on its way; while it is, the connection is not idle.
struct Answering {
    answer: Answer,
    progress: Option<Arc<Progress>>,
}

impl Future for Answering {
    type Output = Result<Response<AnswerBody>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.answer).poll(cx).map(Ok)
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if let Some(progress) = &self.progress {
            progress.end_answer();
        }
    }
}

/// Counts an open connection while it lives.
struct OpenConnection;

impl OpenConnection {
    fn count() -> Self {
        gauge!("http_connections").increment(1.0);
        Self
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        gauge!("http_connections").decrement(1.0);
    }
}
