//! The server process: is it there, start it, stop it.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::Durability;
use super::cluster::Cluster;
use super::error::{Naming as _, PrivateServerError};

/// A start may have to replay a gigabyte of log after a crash.
const START_TIMEOUT: Duration = Duration::from_mins(3);
/// Work in flight is cancelled; what takes time is the last checkpoint.
const FAST_STOP_TIMEOUT: Duration = Duration::from_secs(20);
const IMMEDIATE_STOP_TIMEOUT: Duration = Duration::from_secs(5);
const POLL_INTERVAL: Duration = Duration::from_millis(5);
/// How long processes of a killed server are waited for, how often, and how PostgreSQL says that there are some.
const LEFTOVER_TIMEOUT: Duration = Duration::from_secs(10);
const LEFTOVER_INTERVAL: Duration = Duration::from_millis(100);
const LEFTOVER_MARKS: [&str; 2] = ["pre-existing shared memory block", "\"postmaster.pid\" already exists"];
/// The file beside the socket that names who listens there.
const SOCKET_LOCK: &str = ".s.PGSQL.5432.lock";
/// How much of the log an error quotes.
const TAIL_BYTES: u64 = 600;
/// The log is cut at this size; one older piece is kept.
pub(super) const LOG_BYTES_MAX: u64 = 4_000_000;

/// Settings that every private server runs with; whatever risks data stays at PostgreSQL's safe defaults.
const SETTINGS: [&str; 16] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "port=5432",
    "max_connections=100",
    "shared_buffers=256MB",
    "work_mem=8MB",
    "maintenance_work_mem=64MB",
    "max_wal_size=1GB",
    "wal_compression=on",
    "checkpoint_timeout=15min",
    // Our statements are short: compiling them or spreading them over processes costs more than it brings.
    "jit=off",
    "max_parallel_workers_per_gather=0",
    "random_page_cost=1.1",
    "log_checkpoints=off",
    "timezone=UTC",
    "logging_collector=off",
];

/// Settings for data that may be lost: test databases.
const VOLATILE_SETTINGS: [&str; 4] =
    ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];

/// The server's pid file, as far as we read it.
struct PidFile {
    pid: Pid,
    ready: bool,
}

/// A server on its way up. Who stops waiting for it, as Ctrl-C does, takes it down again: its pid file may not be there
/// yet, so nobody else could.
struct WaitedFor(Option<Pid>);

impl Drop for WaitedFor {
    fn drop(&mut self) {
        if let Some(pid) = self.0 {
            let _already_gone = kill_process(pid, Signal::QUIT);
        }
    }
}

/// How to run the server of one cluster.
#[derive(Debug)]
pub(super) struct Runner {
    pub(super) cluster: Cluster,
    pub(super) socket_folder: PathBuf,
    pub(super) log: PathBuf,
    pub(super) durability: Durability,
}

impl Runner {
    /// The process that serves the cluster, if one does: started by us, or left over from a killed process of ours.
    pub(super) fn running(&self) -> Option<Pid> {
        let file = self.pid_file()?;
        (is_alive(file.pid) && self.is_ours(file.pid)).then_some(file.pid)
    }

    /// Starts the server and waits until it accepts connections.
    pub(super) async fn start(&self) -> Result<Child, PrivateServerError> {
        let deadline = Instant::now() + LEFTOVER_TIMEOUT;
        loop {
            self.forget_stale_pid()?;
            let mut child = self.spawn()?;
            let mut waited_for = WaitedFor(Some(Pid::from_child(&child)));
            let outcome = self.ready(&mut child).await;
            waited_for.0 = None;
            match outcome {
                Ok(()) => return Ok(child),
                // Processes of a killed server finish their statement before they notice; until then nobody may start.
                Err(PrivateServerError::NotStarted { tail, .. })
                    if LEFTOVER_MARKS.iter().any(|mark| tail.contains(mark)) && Instant::now() < deadline =>
                {
                    tokio::time::sleep(LEFTOVER_INTERVAL).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits for a server that somebody else started; `false` when there is none, or it was on its way down.
    pub(super) async fn adopt(&self) -> Result<bool, PrivateServerError> {
        let deadline = Instant::now() + START_TIMEOUT;
        while self.running().is_some() {
            if self.pid_file().is_some_and(|file| file.ready) {
                return Ok(true);
            }
            if Instant::now() > deadline {
                return Err(self.not_started());
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
        Ok(false)
    }

    /// Stops the server: in order, and if it takes too long at once. Both leave the data whole.
    pub(super) async fn stop(&self, pid: Pid, child: Option<Child>) -> Result<(), PrivateServerError> {
        let mut child = child;
        for (signal, timeout) in [(Signal::INT, FAST_STOP_TIMEOUT), (Signal::QUIT, IMMEDIATE_STOP_TIMEOUT)] {
            let _already_gone = kill_process(pid, signal);
            let deadline = Instant::now() + timeout;
            while Instant::now() < deadline {
                if has_ended(pid, child.as_mut()) {
                    return Ok(());
                }
                tokio::time::sleep(POLL_INTERVAL).await;
            }
        }
        Err(PrivateServerError::NotStopped(pid.as_raw_nonzero().get()))
    }

    /// Keeps the log bounded. It is opened for appending, so cutting it does not confuse the server.
    pub(super) fn bound_log(&self) {
        if std::fs::metadata(&self.log).is_ok_and(|log| log.len() > LOG_BYTES_MAX) {
            let _best_effort = std::fs::copy(&self.log, self.log.with_extension("log.1"))
                .and_then(|_| OpenOptions::new().write(true).open(&self.log)?.set_len(0));
        }
    }

    fn spawn(&self) -> Result<Child, PrivateServerError> {
        self.bound_log();
        let log = OpenOptions::new().create(true).append(true).open(&self.log).naming("cannot open", &self.log)?;
        let errors = log.try_clone().naming("cannot open", &self.log)?;
        let program = self.cluster.binaries.program("postgres");
        let mut command = self.cluster.account.command(&program);
        command.arg("-D").arg(&self.cluster.folder);
        command.arg("-c").arg(format!("unix_socket_directories={}", self.socket_folder.display()));
        let volatile = VOLATILE_SETTINGS.iter().filter(|_| self.durability == Durability::None);
        for setting in SETTINGS.iter().chain(volatile) {
            command.arg("-c").arg(setting);
        }
        // A process group of its own: Ctrl-C in the terminal is for us, and we stop the server when we are done.
        command.process_group(0).stdout(Stdio::from(log)).stderr(Stdio::from(errors));
        command.spawn().naming("cannot run", &program)
    }

    async fn ready(&self, child: &mut Child) -> Result<(), PrivateServerError> {
        let pid = Pid::from_child(child);
        let deadline = Instant::now() + START_TIMEOUT;
        loop {
            if self.pid_file().is_some_and(|file| file.pid == pid && file.ready) {
                return Ok(());
            }
            if has_ended(pid, Some(child)) {
                return Err(self.not_started());
            }
            if Instant::now() > deadline {
                // Left alone it would come up later, unknown to everybody.
                let _already_gone = kill_process(pid, Signal::QUIT);
                return Err(self.not_started());
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// After a crash of the machine the number in the pid file may belong to any program, and after a kill to a server
    /// that nobody has buried yet; PostgreSQL would not start for either. The file also tells it of processes that a
    /// killed server has left behind, so it stays as long as there are any.
    fn forget_stale_pid(&self) -> Result<(), PrivateServerError> {
        let Some(file) = self.pid_file() else { return Ok(()) };
        let is_foreign = is_alive(file.pid) && !self.is_ours(file.pid);
        let is_unburied = is_zombie(file.pid) && !self.is_worked_on();
        if is_foreign || is_unburied {
            let path = self.pid_path();
            tracing::warn!(path = %path.display(), "the pid file names no server of ours and is removed");
            std::fs::remove_file(&path).naming("cannot remove", &path)?;
            // The lock of the socket names the same process; often it is not there.
            let _best_effort = std::fs::remove_file(self.socket_folder.join(SOCKET_LOCK));
        }
        Ok(())
    }

    /// Whether any process works in the cluster's folder. One that has ended works nowhere.
    fn is_worked_on(&self) -> bool {
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        processes
            .map(|process| process.path().join("cwd"))
            .any(|cwd| std::fs::read_link(cwd).is_ok_and(|folder| folder == self.cluster.folder))
    }

    fn pid_path(&self) -> PathBuf {
        self.cluster.folder.join("postmaster.pid")
    }

    /// Line 1 is the process, line 8 its state.
    fn pid_file(&self) -> Option<PidFile> {
        let text = std::fs::read_to_string(self.pid_path()).ok()?;
        let pid = text.lines().next()?.trim().parse().ok().and_then(Pid::from_raw)?;
        let ready = text.lines().nth(7).is_some_and(|state| state.trim() == "ready");
        Some(PidFile { pid, ready })
    }

    /// A server works in its cluster's folder. Where the system does not tell, the pid file is believed.
    fn is_ours(&self, pid: Pid) -> bool {
        let of_process = |name: &str| format!("/proc/{}/{name}", pid.as_raw_nonzero());
        if let Ok(folder) = std::fs::read_link(of_process("cwd")) {
            return folder == self.cluster.folder;
        }
        std::fs::read_to_string(of_process("comm"))
            .map_or(!Path::new("/proc/self").exists(), |name| name.trim() == "postgres")
    }

    fn not_started(&self) -> PrivateServerError {
        PrivateServerError::NotStarted { log: self.log.clone(), tail: tail(&self.log) }
    }
}

/// Whether the process exists. One that has ended and waits for its parent does not.
fn is_alive(pid: Pid) -> bool {
    !is_zombie(pid) && !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH))
}

/// Whether the process has ended and waits for its parent.
fn is_zombie(pid: Pid) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    status
        .is_ok_and(|status| status.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with(['Z', 'X'])))
}

/// Whether the process has ended; a child is reaped on the way.
pub(super) fn has_ended(pid: Pid, child: Option<&mut Child>) -> bool {
    match child {
        Some(child) => !matches!(child.try_wait(), Ok(None)),
        None => !is_alive(pid),
    }
}

fn tail(log: &Path) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(log)?;
        let start = file.metadata()?.len().saturating_sub(TAIL_BYTES);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(TAIL_BYTES).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    read().unwrap_or_else(|error| format!("(cannot be read: {error})"))
}
