//! Sessions that ended while their access tokens would still count: remembered by every process.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use cholon_events::{EventError, EventLog};
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{EventPosition, SessionId};
use tokio_util::sync::CancellationToken;

use crate::error::IdentityError;
use crate::events::{KeysChanged, SessionsEnded};
use crate::facade::Identity;
use crate::store;
use crate::token::ACCESS_LIFETIME;

/// Events read at once.
const BATCH_MAX: u32 = 500;

/// Ended sessions with the moment from which nobody needs to remember them.
#[derive(Debug, Default)]
pub(crate) struct Revocations(RwLock<HashMap<SessionId, Timestamp>>);

impl Revocations {
    /// Remembers that sessions ended, and forgets those whose tokens have all run out. It holds what ended within the
    /// life of an access token, so its size is bounded by the log-outs of fifteen minutes.
    pub(crate) fn add(&self, sessions: &[SessionId], now: Timestamp) {
        let mut ended = self.0.write().unwrap_or_else(PoisonError::into_inner);
        ended.retain(|_, until| *until > now);
        ended.extend(sessions.iter().map(|session| (*session, now + ACCESS_LIFETIME)));
    }

    pub(crate) fn has(&self, session: SessionId) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains_key(&session)
    }
}

impl Identity {
    /// Reads the signing keys and what ended lately, and makes a key where there is none. Before the first request.
    pub async fn prepare(&self) -> Result<(), IdentityError> {
        self.rotate_keys().await?;
        let now = self.now();
        let ended =
            store::sessions::ended_since(&mut *self.inner.database.read().await?, now - ACCESS_LIFETIME).await?;
        self.inner.revocations.add(&ended, now);
        Ok(())
    }

    /// Follows what other processes end and change, until `stop`.
    pub async fn follow(self, log: EventLog, stop: CancellationToken) {
        let mut wakeups = log.wakeups();
        let mut position: Option<EventPosition> = None;
        loop {
            match self.catch_up(&log, position).await {
                Ok(read) => position = Some(read),
                Err(error) => {
                    tracing::warn!(%error, "identity cannot read the event log");
                    position = None;
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                changed = wakeups.changed() => if changed.is_err() { wakeups = log.wakeups() },
            }
        }
    }

    async fn catch_up(&self, log: &EventLog, position: Option<EventPosition>) -> Result<EventPosition, IdentityError> {
        let Some(mut position) = position else {
            // What happened while the log could not be read is read from the tables.
            let head = log.head().await.map_err(from_log)?;
            self.prepare().await?;
            return Ok(head);
        };
        loop {
            let events = log.read_after(position, BATCH_MAX).await.map_err(from_log)?;
            let Some(last) = events.last() else { return Ok(position) };
            position = last.position;
            for event in &events {
                if let Some(Ok(ended)) = event.read::<SessionsEnded>() {
                    self.inner.revocations.add(&ended.session_ids, self.now());
                } else if event.read::<KeysChanged>().is_some() {
                    self.load_keys().await?;
                }
            }
        }
    }
}

fn from_log(error: EventError) -> IdentityError {
    IdentityError::Event(error)
}
