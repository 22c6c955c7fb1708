//! An answer as a future that costs nothing when the answer is at hand.

use std::pin::Pin;
use std::task::{Context, Poll};

use http::Response;

use crate::edge::body::AnswerBody;

/// An answer on its way: at hand, or being worked on.
#[must_use = "a request is answered by awaiting this"]
pub struct Answer(State);

enum State {
    Ready(Option<Response<AnswerBody>>),
    Working(Pin<Box<dyn Future<Output = Response<AnswerBody>> + Send>>),
}

impl Answer {
    pub(super) fn ready(response: Response<AnswerBody>) -> Self {
        Self(State::Ready(Some(response)))
    }

    pub(super) fn working(work: impl Future<Output = Response<AnswerBody>> + Send + 'static) -> Self {
        Self(State::Working(Box::pin(work)))
    }

    /// Whether the answer is at hand.
    pub(crate) const fn is_ready(&self) -> bool {
        matches!(self.0, State::Ready(_))
    }
}

impl Future for Answer {
    type Output = Response<AnswerBody>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Ready(response) => {
                Poll::Ready(response.take().expect("an answer is taken once, as futures are polled until ready"))
            }
            State::Working(work) => work.as_mut().poll(cx),
        }
    }
}
