//! The private server is made, shared, revived, adopted and stopped as promised.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use cholon_database::{Durability, PrivateServer};
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, PgConnection};

async fn answers(server: &PrivateServer) -> bool {
    let Ok(mut connection) = PgConnection::connect(server.url().expose_secret()).await else { return false };
    sqlx::query("SELECT 1").execute(&mut connection).await.is_ok()
}

/// The cluster's folder, wherever the account made it lie.
fn cluster(data_dir: &Path) -> PathBuf {
    std::fs::read_to_string(data_dir.join("postgres.location"))
        .map_or_else(|_| data_dir.join("postgres"), PathBuf::from)
}

fn pid(data_dir: &Path) -> Option<String> {
    let text = std::fs::read_to_string(cluster(data_dir).join("postmaster.pid")).ok()?;
    text.lines().next().map(ToOwned::to_owned)
}

fn kill(pid: &str) {
    let status = Command::new("kill").args(["-9", pid]).status().expect("kill is on every Unix");
    assert!(status.success());
}

async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..200 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("never happened: {what}");
}

#[tokio::test]
async fn the_last_user_stops_the_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = PrivateServer::start(folder.path(), Durability::None).await.expect("a server");
    let second = PrivateServer::start(folder.path(), Durability::None).await.expect("the same server");
    assert_eq!(first.url().expose_secret(), second.url().expose_secret());
    first.stop().await.expect("leaving");
    assert!(answers(&second).await, "the server runs while somebody uses it");
    second.stop().await.expect("stopping");
    assert_eq!(pid(folder.path()), None, "nothing is left running");
}

#[tokio::test]
async fn a_killed_server_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = PrivateServer::start(folder.path(), Durability::None).await.expect("a server");
    let killed = pid(folder.path()).expect("a running server");
    kill(&killed);
    eventually("a new server answers", async || {
        pid(folder.path()).is_some_and(|pid| pid != killed) && answers(&server).await
    })
    .await;
    server.stop().await.expect("stopping");
}

#[tokio::test]
async fn a_stale_pid_file_of_another_program_does_not_hinder() {
    let folder = tempfile::tempdir().expect("a folder");
    PrivateServer::start(folder.path(), Durability::None).await.expect("a server").stop().await.expect("stopping");
    // This test's own process lives and is no PostgreSQL.
    let stale = format!("{}\n/nowhere\n1\n5432\n", std::process::id());
    std::fs::write(cluster(folder.path()).join("postmaster.pid"), stale).expect("a pid file");
    let server = PrivateServer::start(folder.path(), Durability::None).await.expect("a server all the same");
    assert!(answers(&server).await);
    server.stop().await.expect("stopping");
}
