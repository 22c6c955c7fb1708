//! The cluster: making it, starting it, seeing whether it runs, stopping it.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use sqlx::{Connection as _, PgConnection};
use tokio::process::{Child, Command};

use super::Durability;
use super::binaries::Binaries;
use super::error::PrivateServerError;
use super::layout::Layout;

/// The role and the database that the shop uses.
const NAME: &str = "cholon";
/// How long a start may take; recovery after a crash can replay a lot.
const START_MAX: Duration = Duration::from_mins(2);
/// Time between two looks at a starting server.
const LOOK_INTERVAL: Duration = Duration::from_millis(15);
/// How long a stop may take before it is forced, in seconds.
const STOP_MAX_S: &str = "30";
/// The log is begun anew at a start when it is larger.
const LOG_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// Bytes of the log that an error quotes.
const LOG_QUOTED_MAX: usize = 600;

/// What the server is started with beside its folders. Memory suits a machine that also runs the shop.
const SETTINGS: [&str; 8] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "shared_buffers=128MB",
    "max_connections=100",
    "max_wal_size=2GB",
    "jit=off",
    "fsync=on",
    "synchronous_commit=on",
];

/// What tests give up for speed.
const SETTINGS_WITHOUT_DURABILITY: [&str; 4] =
    ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];

/// A cluster of the private server.
#[derive(Debug)]
pub(super) struct Cluster {
    layout: Layout,
    binaries: Binaries,
    durability: Durability,
}

impl Cluster {
    /// The cluster of a layout with the programs that fit it.
    pub(super) fn find(layout: Layout, durability: Durability) -> Result<Self, PrivateServerError> {
        let made_by = version_of(&layout.cluster);
        let binaries = Binaries::find(made_by)?.ok_or_else(|| PrivateServerError::OtherVersion {
            cluster: layout.cluster.clone(),
            found: made_by.unwrap_or_default(),
        })?;
        Ok(Self { layout, binaries, durability })
    }

    /// The connection string of the shop's database.
    pub(super) fn url(&self) -> SecretString {
        self.url_of(NAME)
    }

    fn url_of(&self, database: &str) -> SecretString {
        SecretString::from(format!("postgres://{NAME}@localhost/{database}?host={}", self.layout.socket_dir.display()))
    }

    /// Makes what is missing and starts what does not run. Returns the child if this call started it.
    pub(super) async fn ensure_running(&self) -> Result<Option<Child>, PrivateServerError> {
        if version_of(&self.layout.cluster).is_none() {
            self.make().await?;
        }
        let mut child = if self.is_alive() { None } else { Some(self.spawn()?) };
        self.wait_until_up(&mut child).await?;
        Ok(child)
    }

    /// Whether the process of the cluster's pid file is a PostgreSQL that lives.
    pub(super) fn is_alive(&self) -> bool {
        let Ok(text) = std::fs::read_to_string(self.layout.cluster.join("postmaster.pid")) else { return false };
        let Some(pid) = text.lines().next().and_then(|line| line.trim().parse::<u32>().ok()) else { return false };
        let Ok(status) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return false };
        // The number may have been given to another program since; a dead child of ours is a zombie until it is waited for.
        status.contains("(postgres)") && !status.contains("(postgres) Z")
    }

    /// Stops the server: fast first, by force when it does not obey.
    pub(super) async fn stop(&self) -> Result<(), PrivateServerError> {
        if !self.is_alive() {
            return Ok(());
        }
        let folder = self.layout.cluster.as_os_str();
        let fast =
            self.command("pg_ctl").args(["stop", "-w", "-m", "fast", "-t", STOP_MAX_S, "-D"]).arg(folder).output();
        if succeeded("pg_ctl", fast.await).is_err() {
            let hard = self.command("pg_ctl").args(["stop", "-w", "-m", "immediate", "-D"]).arg(folder).output();
            succeeded("pg_ctl", hard.await)?;
        }
        Ok(())
    }

    /// Makes the cluster beside its place and moves it there, so that a killed initdb leaves nothing half-made.
    async fn make(&self) -> Result<(), PrivateServerError> {
        let target = &self.layout.cluster;
        let fresh = target.with_extension("new");
        if fresh.exists() {
            std::fs::remove_dir_all(&fresh).map_err(|error| PrivateServerError::folder(&fresh, error))?;
        }
        std::fs::create_dir_all(&fresh).map_err(|error| PrivateServerError::folder(&fresh, error))?;
        self.layout.account.take(&fresh)?;
        let mut initdb = self.command("initdb");
        initdb.args(["--username", NAME, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"]);
        if self.durability == Durability::None {
            initdb.arg("--no-sync");
        } else {
            initdb.arg("--data-checksums");
        }
        succeeded("initdb", initdb.arg("--pgdata").arg(&fresh).output().await)?;
        if target.exists() {
            // Without a version file it is not a cluster; only an empty folder may be in the way.
            std::fs::remove_dir(target).map_err(|error| PrivateServerError::folder(target, error))?;
        }
        std::fs::rename(&fresh, target).map_err(|error| PrivateServerError::folder(target, error))
    }

    fn spawn(&self) -> Result<Child, PrivateServerError> {
        remove_stale_pid_file(&self.layout.cluster)?;
        let log = open_log(&self.layout.log)?;
        let log_too = log.try_clone().map_err(|error| PrivateServerError::folder(&self.layout.log, error))?;
        let mut postgres = self.command("postgres");
        postgres.arg("-D").arg(&self.layout.cluster).args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        postgres.arg("-c").arg(format!("unix_socket_directories={}", self.layout.socket_dir.display()));
        if self.durability == Durability::None {
            postgres.args(SETTINGS_WITHOUT_DURABILITY.iter().flat_map(|setting| ["-c", setting]));
        }
        postgres.stdin(Stdio::null()).stdout(log).stderr(log_too);
        postgres.spawn().map_err(|error| self.not_up(error))
    }

    /// Waits until the shop's database answers, and makes it where it is missing.
    async fn wait_until_up(&self, child: &mut Option<Child>) -> Result<(), PrivateServerError> {
        let started = tokio::time::Instant::now();
        loop {
            let error = match PgConnection::connect(self.url().expose_secret()).await {
                Ok(connection) => return connection.close().await.map_err(|error| self.not_up(error)),
                Err(error) => error,
            };
            if is_missing_database(&error) {
                self.make_database().await?;
                continue;
            }
            if let Some(status) = child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                return Err(self.not_up(format!("it ended with {status}: {}", tail(&self.layout.log))));
            }
            if started.elapsed() > START_MAX {
                return Err(self.not_up(error));
            }
            tokio::time::sleep(LOOK_INTERVAL).await;
        }
    }

    async fn make_database(&self) -> Result<(), PrivateServerError> {
        let mut connection =
            PgConnection::connect(self.url_of("postgres").expose_secret()).await.map_err(|error| self.not_up(error))?;
        sqlx::query("CREATE DATABASE cholon").execute(&mut connection).await.map_err(|error| self.not_up(error))?;
        connection.close().await.map_err(|error| self.not_up(error))
    }

    /// A program of PostgreSQL under the right account, in a process group of its own: Ctrl-C in the terminal is for
    /// us, who stop the server in order.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.program(program));
        command.process_group(0).current_dir("/").env_remove("PGDATA").env("LC_ALL", "C.UTF-8");
        if self.layout.account.is_other {
            command.uid(self.layout.account.uid).gid(self.layout.account.gid);
        }
        command
    }

    fn not_up(&self, reason: impl ToString) -> PrivateServerError {
        PrivateServerError::NotUp { reason: reason.to_string(), log: self.layout.log.clone() }
    }
}

/// The major version that made a cluster; `None` where there is none.
fn version_of(cluster: &Path) -> Option<u32> {
    std::fs::read_to_string(cluster.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// PostgreSQL refuses to start over a pid file whose number now belongs to another living program of its account.
fn remove_stale_pid_file(cluster: &Path) -> Result<(), PrivateServerError> {
    let file = cluster.join("postmaster.pid");
    match std::fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(PrivateServerError::folder(file, error)),
        _ => Ok(()),
    }
}

fn open_log(path: &PathBuf) -> Result<File, PrivateServerError> {
    let too_large = std::fs::metadata(path).is_ok_and(|meta| meta.len() > LOG_BYTES_MAX);
    OpenOptions::new()
        .create(true)
        .append(!too_large)
        .write(true)
        .truncate(too_large)
        .open(path)
        .map_err(|error| PrivateServerError::folder(path, error))
}

fn tail(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    String::from_utf8_lossy(text.get(text.len().saturating_sub(LOG_QUOTED_MAX)..).unwrap_or(&text)).trim().to_owned()
}

fn is_missing_database(error: &sqlx::Error) -> bool {
    // 3D000 is invalid_catalog_name, https://www.postgresql.org/docs/current/errcodes-appendix.html
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "3D000")
}

fn succeeded(program: &'static str, output: std::io::Result<std::process::Output>) -> Result<(), PrivateServerError> {
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let text =
                format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            Err(PrivateServerError::Program { program, output: text.trim().to_owned() })
        }
        Err(error) => Err(PrivateServerError::Program { program, output: error.to_string() }),
    }
}
