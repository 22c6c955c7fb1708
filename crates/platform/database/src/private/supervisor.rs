//! Watching the server while this process uses it, and starting it again when it was killed.

use std::process::Child;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::error::PrivateServerError;
use super::process::{Runner, has_ended};
use super::users::Users;

/// How soon a dead server is noticed.
const LOOK_INTERVAL: Duration = Duration::from_millis(200);
/// Wait before the second attempt to start; it doubles up to the maximum.
const BACKOFF_FIRST: Duration = Duration::from_millis(250);
const BACKOFF_MAX: Duration = Duration::from_secs(15);
/// Looks between two checks of the log's size.
const LOOKS_PER_LOG_CHECK: u32 = 150;

/// What the processes of one `PrivateServer` share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) runner: Runner,
    pub(super) users: Users,
    child: Mutex<Option<Child>>,
    trouble: Mutex<Option<String>>,
}

impl Shared {
    pub(super) fn new(runner: Runner, users: Users) -> Self {
        Self { runner, users, child: Mutex::default(), trouble: Mutex::default() }
    }

    /// Starts the server, or adopts the one that runs. Only with the turn.
    pub(super) async fn ensure_running(&self) -> Result<(), PrivateServerError> {
        if self.runner.adopt().await? {
            return Ok(());
        }
        let child = self.runner.start().await?;
        *lock(&self.child) = Some(child);
        Ok(())
    }

    /// The child, if this process started the server.
    pub(super) fn take_child(&self) -> Option<Child> {
        lock(&self.child).take()
    }

    /// Why the server is down, while it is.
    pub(super) fn trouble(&self) -> Option<String> {
        lock(&self.trouble).clone()
    }

    fn is_running(&self) -> bool {
        let mut child = lock(&self.child);
        if let Some(own) = child.as_mut() {
            let pid = rustix::process::Pid::from_child(own);
            if !has_ended(pid, Some(own)) {
                return true;
            }
            *child = None;
        }
        drop(child);
        self.runner.running().is_some()
    }

    async fn revive(&self) -> Result<(), PrivateServerError> {
        // Another process of ours may have been faster; with the turn in hand we look again.
        let _turn = self.users.turn().await?;
        self.ensure_running().await
    }
}

/// Keeps the server running until `stop`.
pub(super) async fn supervise(shared: Arc<Shared>, stop: CancellationToken) {
    let mut backoff = BACKOFF_FIRST;
    let mut looks = 0_u32;
    while stop.run_until_cancelled(tokio::time::sleep(LOOK_INTERVAL)).await.is_some() {
        looks = looks.wrapping_add(1);
        if looks.is_multiple_of(LOOKS_PER_LOG_CHECK) {
            shared.runner.bound_log();
        }
        if shared.is_running() {
            backoff = BACKOFF_FIRST;
            continue;
        }
        tracing::error!("the private database has ended, starting it again");
        match stop.run_until_cancelled(shared.revive()).await {
            None => return,
            Some(Ok(())) => *lock(&shared.trouble) = None,
            Some(Err(error)) => {
                tracing::error!(error = %error, wait = ?backoff, "the private database does not start");
                *lock(&shared.trouble) = Some(error.to_string());
                stop.run_until_cancelled(tokio::time::sleep(backoff)).await;
                backoff = (backoff * 2).min(BACKOFF_MAX);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
