//! The private server: the distribution's PostgreSQL, run by us in the data folder.
//!
//! Invariants: reachable only through a socket in a folder that nobody else can enter; never relaxed durability for
//! real data; shared by all processes of a data folder and stopped by the last one; a server left over from a killed
//! process is adopted; a server that dies is started again. Not reached from the network, not meant to be.

mod account;
mod binaries;
mod cluster;
mod error;
mod process;
mod socket;
mod supervisor;
mod users;

use std::path::Path;
use std::sync::Arc;

use rustix::process::{Signal, kill_process};
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use self::error::PrivateServerError;

use self::cluster::{Cluster, ROLE};
use self::error::Naming as _;
use self::process::Runner;
use self::supervisor::{Shared, supervise};
use self::users::Users;

/// The database inside the private server.
const DATABASE: &str = "cholon";
/// The database that every cluster has.
const MAINTENANCE_DATABASE: &str = "postgres";
/// PostgreSQL's code for a database that does not exist.
const NO_SUCH_DATABASE: &str = "3D000";
/// With less room than this the server counts as in trouble: a few files of PostgreSQL's log.
const DISK_FREE_BYTES_MIN: u64 = 64 * 1024 * 1024;
/// Letters of the data folder's hash in names.
const HASH_LETTERS: usize = 16;

/// Whether committed data has to survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// It has to: always for a shop.
    #[default]
    Full,
    /// It may be lost, for speed: test databases only.
    None,
}

/// The private server as one of its users sees it. Call [`PrivateServer::stop`] when done; dropping does what it can.
#[derive(Debug)]
pub struct PrivateServer {
    url: SecretString,
    shared: Arc<Shared>,
    cancel: CancellationToken,
    supervisor: Option<JoinHandle<()>>,
}

impl PrivateServer {
    /// Starts the server of `data_dir`, or joins the one that runs there; `durability` holds for a server that has to be
    /// started.
    pub async fn start(data_dir: &Path, durability: Durability) -> Result<Self, PrivateServerError> {
        std::fs::create_dir_all(data_dir).naming("cannot make", data_dir)?;
        let data_dir = data_dir.canonicalize().naming("cannot find", data_dir)?;
        let hash = hash_of(&data_dir);
        let users = Users::of(&data_dir)?;
        let turn = users.turn().await?;
        let (folder, name) = (data_dir.clone(), hash.clone());
        let cluster = tokio::task::spawn_blocking(move || Cluster::open(&folder, &name, durability))
            .await
            .map_err(|_panic| PrivateServerError::Initdb("the task that makes it panicked".to_owned()))??;
        let socket_folder = socket::folder(&hash, cluster.account)?;
        let log = data_dir.join("postgres.log");
        let url = format!("postgres://{ROLE}@localhost/{DATABASE}?host={}", socket_folder.display());
        let shared = Arc::new(Shared::new(Runner { cluster, socket_folder, log, durability }, users));
        shared.users.join(&turn)?;
        let cancel = CancellationToken::new();
        let mut server = Self { url: url.into(), shared, cancel, supervisor: None };
        // From here on dropping `server` stops what was started, if anything fails.
        drop(turn);
        server.open().await?;
        server.supervisor = Some(tokio::spawn(supervise(Arc::clone(&server.shared), server.cancel.clone())));
        Ok(server)
    }

    /// The connection URL of the database.
    #[must_use]
    pub const fn url(&self) -> &SecretString {
        &self.url
    }

    /// A look at why the server cannot be relied on: it is down, or its disk is nearly full; `None` when all is well.
    /// The look outlives the borrow, for a readiness check.
    pub fn trouble(&self) -> impl Fn() -> Option<String> + Send + Sync + 'static {
        let shared = Arc::clone(&self.shared);
        move || shared.trouble().or_else(|| disk_trouble(&shared.runner.cluster.folder))
    }

    /// Leaves the server; the last user stops it and waits until it has ended.
    pub async fn stop(mut self) -> Result<(), PrivateServerError> {
        self.cancel.cancel();
        if let Some(supervisor) = self.supervisor.take() {
            let _panicked = supervisor.await;
        }
        let turn = self.shared.users.turn().await?;
        let last = self.shared.users.leave(&turn)?;
        if !last {
            return Ok(());
        }
        if let Some(pid) = self.shared.runner.running() {
            self.shared.runner.stop(pid, self.shared.take_child()).await?;
        }
        // Nobody can join while we hold the turn, and a folder that is not empty stays.
        let _not_empty = std::fs::remove_dir(&self.shared.runner.socket_folder);
        Ok(())
    }

    async fn open(&self) -> Result<(), PrivateServerError> {
        let turn = self.shared.users.turn().await?;
        self.shared.ensure_running().await?;
        let options = PgConnectOptions::new_without_pgpass().socket(&self.shared.runner.socket_folder).username(ROLE);
        let options = options.disable_statement_logging();
        let opened = match options.clone().database(DATABASE).connect().await {
            Ok(connection) => connection.close().await,
            Err(error) if is_missing_database(&error) => create_database(options).await,
            Err(error) => Err(error),
        };
        drop(turn);
        Ok(opened?)
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        self.cancel.cancel();
        // After `stop` nobody of this process is a user any more, and the server has ended.
        let Ok(Some(turn)) = self.shared.users.try_turn() else { return };
        if self.shared.users.leave(&turn).unwrap_or(false)
            && let Some(pid) = self.shared.runner.running()
        {
            let _already_gone = kill_process(pid, Signal::INT);
        }
    }
}

/// PostgreSQL goes on reading from a full disk, so nobody would notice before the first lost order.
fn disk_trouble(folder: &Path) -> Option<String> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let free_bytes = disk.f_bavail.saturating_mul(disk.f_frsize);
    (free_bytes < DISK_FREE_BYTES_MIN)
        .then(|| format!("the disk of {} is full: {free_bytes} bytes are free", folder.display()))
}

fn hash_of(data_dir: &Path) -> String {
    let mut hash = hex::encode(Sha256::digest(data_dir.as_os_str().as_encoded_bytes()));
    hash.truncate(HASH_LETTERS);
    hash
}

fn is_missing_database(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == NO_SUCH_DATABASE)
}

async fn create_database(options: PgConnectOptions) -> Result<(), sqlx::Error> {
    let mut connection = options.database(MAINTENANCE_DATABASE).connect().await?;
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {DATABASE}"))).execute(&mut connection).await?;
    connection.close().await
}
