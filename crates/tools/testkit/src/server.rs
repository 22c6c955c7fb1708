//! The server that test databases live on: a given one, or a private one that all tests of the user share.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;
use cholon_database::{Durability, PrivateServer};
use secrecy::ExposeSecret as _;
use tokio::sync::OnceCell;

/// A server to use instead of a private one: the URL of a role that may create databases.
const GIVEN: &str = "CHOLON_TEST_DATABASE_URL";

/// Waits until this process has ended, then stops the server if nobody else uses it. Test processes have no last
/// moment of their own. The pause lets the next test binary take the server over while it is warm.
const WATCH: &str = r#"while read -r line; do :; done; sleep 2
flock "$1/postgres.start" flock -n "$1/postgres.users" sh -c 'kill -INT "$(head -n 1 "$1/postgres/postmaster.pid")"' sh "$1""#;

static SERVER: OnceCell<TestServer> = OnceCell::const_new();

/// A server that databases can be made on.
pub(crate) struct TestServer {
    /// The URL of a database of the server, with rights to create others.
    pub(crate) url: String,
    /// Never stopped by us; the watcher does it.
    _private: Option<(PrivateServer, Child)>,
}

impl TestServer {
    /// The URL of another database of the server.
    pub(crate) fn url_of(&self, name: &str) -> String {
        let (base, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let host = base.rsplit_once('/').map_or(base, |(host, _)| host);
        format!("{host}/{name}?{query}")
    }
}

/// The server, started at the first call of the process.
pub(crate) async fn server() -> anyhow::Result<&'static TestServer> {
    SERVER.get_or_try_init(open).await
}

#[expect(clippy::disallowed_methods, reason = "tests have no settings of the shop")]
async fn open() -> anyhow::Result<TestServer> {
    if let Ok(url) = std::env::var(GIVEN) {
        return Ok(TestServer { url, _private: None });
    }
    let folder = folder()?;
    let server = PrivateServer::start(&folder, Durability::None).await.context("no server for tests")?;
    let watcher = watch(&folder)?;
    Ok(TestServer { url: server.url().expose_secret().to_owned(), _private: Some((server, watcher)) })
}

/// One folder for each user, kept between runs so that a run starts in a moment.
fn folder() -> anyhow::Result<PathBuf> {
    let user = std::fs::metadata("/proc/self").map_or(0, |process| process.uid());
    let folder = std::env::temp_dir().join(format!("cholon-test-{user}"));
    std::fs::create_dir_all(&folder)?;
    // As root the server runs as another user, who has to get there.
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o755))?;
    Ok(folder.canonicalize()?)
}

fn watch(folder: &Path) -> anyhow::Result<Child> {
    let mut watcher = Command::new("/bin/sh");
    watcher.args(["-c", WATCH, "sh"]).arg(folder).process_group(0);
    watcher.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    watcher.spawn().context("nobody watches over the server for tests")
}
