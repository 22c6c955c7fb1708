//! Servers that are measured: child processes on a free port, stopped as an operator would stop them.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use crate::command;
use crate::load::{Connection, Request};

/// How long a first start may take: it sets up a database and fills the shop.
const START_MAX: Duration = Duration::from_mins(15);
const STOP_MAX: Duration = Duration::from_secs(30);
/// The metric that counts statements.
const STATEMENTS: &str = "sql_statements_total ";
const POLL_EVERY: Duration = Duration::from_millis(2);

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// Process id.
    pub(crate) pid: u32,
    /// Port of this machine.
    pub(crate) port: u16,
    /// Port of its metrics; none where it has none.
    metrics_port: Option<u16>,
    /// From the start of the process to its first good answer.
    pub(crate) start_time: Duration,
}

impl Server {
    /// Starts the shop of a data folder and waits until it is ready; `is_demo` fills an empty one first.
    pub(crate) async fn shop(data_dir: &Path, is_demo: bool) -> anyhow::Result<Self> {
        let mut command = command::of_shop(data_dir)?;
        command.arg("serve");
        if is_demo {
            command.arg("--demo");
        }
        let (port, metrics_port) = (free_port()?, free_port()?);
        command.arg("--port").arg(port.to_string()).env("CHOLON_SERVER__METRICS_PORT", metrics_port.to_string());
        let server = Self::start(command, port, "/ready").await?;
        Ok(Self { metrics_port: Some(metrics_port), ..server })
    }

    /// Starts the bare server.
    pub(crate) async fn bare() -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bench", "--bare-server", &port.to_string()]).kill_on_drop(true);
        Self::start(command, port, "/").await
    }

    async fn start(mut command: Command, port: u16, path: &str) -> anyhow::Result<Self> {
        let start = Instant::now();
        let mut child = command.stdout(Stdio::null()).spawn().context("a server cannot be started")?;
        let pid = child.id().context("the server ended at once")?;
        let request = Request::get(path);
        while !is_answering(port, &request).await {
            if let Some(status) = child.try_wait()? {
                bail!("the server ended before it was ready: {status}");
            }
            if start.elapsed() > START_MAX {
                bail!("the server was not ready after {} s", START_MAX.as_secs());
            }
            sleep(POLL_EVERY).await;
        }
        Ok(Self { child, pid, port, metrics_port: None, start_time: start.elapsed() })
    }

    /// SQL statements so far; none where the server counts none.
    pub(crate) async fn statements(&self) -> anyhow::Result<Option<u64>> {
        let Some(port) = self.metrics_port else { return Ok(None) };
        let (_, text) = Connection::open(port).await?.fetch(&Request::plain("/metrics")).await?;
        let line = text.lines().find_map(|line| line.strip_prefix(STATEMENTS)).context("no count of statements")?;
        Ok(Some(line.trim().parse()?))
    }

    /// Stops the server with SIGTERM, so that its own database is closed properly.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-TERM", &self.pid.to_string()]).status().await.context("no command `kill`")?;
        let ended = timeout(STOP_MAX, self.child.wait()).await;
        ended.with_context(|| format!("the server did not stop within {} s", STOP_MAX.as_secs()))??;
        Ok(())
    }
}

async fn is_answering(port: u16, request: &Request) -> bool {
    let Ok(mut connection) = Connection::open(port).await else { return false };
    connection.send(request).await.is_ok_and(|answer| answer.status == 200)
}

/// A port that nobody listens on at this moment.
fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}
