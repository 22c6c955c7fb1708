//! Streams of server-sent events that tell of a change.

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt as _};
use tokio::sync::watch;

/// Time between signs of life on a stream, shorter than proxies wait.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// How long a stream lives before its reader has to show again who it is.
const STREAM_LIFETIME: Duration = Duration::from_mins(15);

/// A stream that tells what `data` answers as an event with this name: at once, and whenever `changes` says so. It ends
/// when `data` answers nothing, when nobody tells of changes any more, and after fifteen minutes; browsers then ask again.
pub fn live<D, F>(
    mut changes: watch::Receiver<u64>,
    name: &'static str,
    data: D,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>>
where
    D: Fn() -> F + Send + 'static,
    F: Future<Output = Option<String>> + Send + 'static,
{
    changes.mark_changed();
    let events = futures_util::stream::unfold((changes, data), move |(mut changes, data)| async move {
        changes.changed().await.ok()?;
        let event = Event::default().event(name).data(data().await?);
        Some((Ok(event), (changes, data)))
    });
    let events = Box::pin(events.take_until(tokio::time::sleep(STREAM_LIFETIME)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}
