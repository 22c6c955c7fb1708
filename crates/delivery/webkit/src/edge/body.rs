//! The body of an answer: bytes that are ready, or whatever the router streams.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// The body of an answer. Ready bytes go to the connection without a box around them.
#[derive(Debug)]
pub struct AnswerBody(Kind);

#[derive(Debug)]
enum Kind {
    Ready(Bytes),
    Streamed(Body),
}

impl AnswerBody {
    /// No body.
    pub(crate) const fn empty() -> Self {
        Self(Kind::Ready(Bytes::new()))
    }

    /// A body that is complete.
    pub(crate) const fn ready(bytes: Bytes) -> Self {
        Self(Kind::Ready(bytes))
    }

    /// A body that comes in pieces.
    pub(crate) const fn streamed(body: Body) -> Self {
        Self(Kind::Streamed(body))
    }
}

impl http_body::Body for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match &mut self.get_mut().0 {
            Kind::Ready(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Ready(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Kind::Streamed(body) => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Ready(bytes) => bytes.is_empty(),
            Kind::Streamed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Ready(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Streamed(body) => body.size_hint(),
        }
    }
}
