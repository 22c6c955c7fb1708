//! Tells the edge which route matched: the router knows it from the request, the edge reads it from the answer.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::extract::MatchedPath;
use http::{Request, Response};
use pin_project_lite::pin_project;
use tower::{Layer, Service};

/// Puts the matched route into each answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct TellRoute;

/// The routes below it.
#[derive(Debug, Clone)]
pub(super) struct Telling<S>(S);

impl<S> Layer<S> for TellRoute {
    type Service = Telling<S>;

    fn layer(&self, inner: S) -> Telling<S> {
        Telling(inner)
    }
}

impl<S, B, A> Service<Request<B>> for Telling<S>
where
    S: Service<Request<B>, Response = Response<A>>,
{
    type Response = Response<A>;
    type Error = S::Error;
    type Future = Told<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Told<S::Future> {
        let route = request.extensions().get().cloned();
        Told { answer: self.0.call(request), route }
    }
}

pin_project! {
    /// The answer of a route, on its way.
    pub(super) struct Told<F> {
        #[pin]
        answer: F,
        route: Option<MatchedPath>,
    }
}

impl<F, A, E> Future for Told<F>
where
    F: Future<Output = Result<Response<A>, E>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let mut answer = ready!(this.answer.poll(cx));
        if let (Ok(response), Some(route)) = (&mut answer, this.route.take()) {
            response.extensions_mut().insert(route);
        }
        Poll::Ready(answer)
    }
}
