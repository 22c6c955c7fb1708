//! The private PostgreSQL: found, made, started, watched and stopped by the program itself.
//!
//! Several processes may share one data folder. Each holds a shared lock on `postgres.users` while it works; starting
//! and stopping happen under an exclusive lock on `postgres.start`; the last user to leave stops the server. A server
//! that a killed process left behind is adopted.

mod account;
mod binaries;
mod cluster;
mod error;
mod layout;
mod locks;
mod supervisor;

use std::path::Path;
use std::sync::Arc;

use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use self::cluster::Cluster;
pub use self::error::PrivateServerError;
use self::layout::Layout;
use self::locks::Locks;

/// Whether a commit survives a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Yes; the only choice for data that anybody cares about.
    Full,
    /// No; for tests, whose data dies with them anyway.
    None,
}

/// A running private PostgreSQL that this process uses.
#[derive(Debug)]
pub struct PrivateServer {
    url: SecretString,
    cluster: Arc<Cluster>,
    locks: Locks,
    stopping: CancellationToken,
    supervisor: tokio::task::JoinHandle<()>,
}

impl PrivateServer {
    /// Finds a running server of `data_dir` or starts one, making the cluster first where there is none.
    pub async fn start(data_dir: &Path, durability: Durability) -> Result<Self, PrivateServerError> {
        let layout = Layout::of(data_dir)?;
        let locks = Locks::open(&layout)?;
        locks.join().await?;
        let cluster = Arc::new(Cluster::find(layout, durability)?);
        let child = {
            let _starting = locks.exclusive_start().await?;
            cluster.ensure_running().await?
        };
        let stopping = CancellationToken::new();
        let supervisor =
            tokio::spawn(supervisor::watch(Arc::clone(&cluster), locks.starter(), child, stopping.clone()));
        Ok(Self { url: cluster.url(), cluster, locks, stopping, supervisor })
    }

    /// The connection string of the shop's database.
    #[must_use]
    pub const fn url(&self) -> &SecretString {
        &self.url
    }

    /// Leaves the server, and stops it when nobody else uses it. Close the pool first.
    pub async fn stop(self) -> Result<(), PrivateServerError> {
        self.stopping.cancel();
        // The supervisor only ever ends by this token, and a panic in it must not keep the server running.
        let _ended = self.supervisor.await;
        let _starting = self.locks.exclusive_start().await?;
        if self.locks.leave()? {
            self.cluster.stop().await?;
        }
        Ok(())
    }
}
