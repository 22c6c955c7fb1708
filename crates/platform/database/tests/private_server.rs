//! The private server as its users meet it: starting, sharing, crashes of either side.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cholon_config::Settings;
use cholon_database::{Database, Durability, PrivateServer, health, migrate, open};
use secrecy::ExposeSecret as _;

/// Set for the child process of a test: the data folder it should use.
const CHILD_FOLDER: &str = "CHOLON_TEST_CHILD_FOLDER";
const PATIENCE: Duration = Duration::from_secs(20);

fn data_dir() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    // As root the server runs as another user, who has to get there.
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).expect("a mode");
    folder
}

async fn start(folder: &Path) -> PrivateServer {
    PrivateServer::start(folder, Durability::None).await.expect("a server")
}

fn database(server: &PrivateServer) -> Database {
    let mut settings = Settings::defaults().database;
    settings.url = server.url().clone();
    open(&settings).expect("a pool")
}

fn pid_path(folder: &Path) -> PathBuf {
    folder.join("postgres/postmaster.pid")
}

fn pid(folder: &Path) -> Option<u32> {
    std::fs::read_to_string(pid_path(folder)).ok()?.lines().next()?.parse().ok()
}

fn kill(pid: u32) {
    assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill is on every Unix").success());
}

async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn it_starts_migrates_stops_and_starts_again_quickly() {
    let folder = data_dir();
    let server = start(folder.path()).await;
    let shop = database(&server);
    migrate(&shop).await.unwrap();
    migrate(&shop).await.unwrap();
    assert!(health(&shop).await.is_ok());
    let first = pid(folder.path()).unwrap();
    shop.pool().close().await;
    server.stop().await.unwrap();
    assert!(!Path::new(&format!("/proc/{first}")).exists());
    assert_eq!(pid(folder.path()), None);

    let started = Instant::now();
    let server = start(folder.path()).await;
    let took = started.elapsed();
    eprintln!("start of an existing cluster: {took:?}");
    assert!(took < Duration::from_secs(3), "{took:?}");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_data_folder_closed_to_the_servers_user_puts_the_cluster_elsewhere_and_finds_it_again() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let server = start(folder.path()).await;
        assert!(health(&database(&server)).await.is_ok());
        server.stop().await.unwrap();
    }
    // Without root it is our own user, who may enter.
    if let Ok(elsewhere) = std::fs::read_to_string(folder.path().join("postgres.location")) {
        assert!(!folder.path().join("postgres").exists());
        std::fs::remove_dir_all(Path::new(&elsewhere).parent().unwrap()).unwrap();
    }
}

#[tokio::test]
async fn an_unknown_migration_means_that_the_database_is_newer() {
    let folder = data_dir();
    let server = start(folder.path()).await;
    let shop = database(&server);
    migrate(&shop).await.unwrap();
    let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
               VALUES (99990101000000, 'future', true, '', 0)";
    sqlx::query(sql).execute(shop.pool()).await.unwrap();
    let error = migrate(&shop).await.unwrap_err().to_string();
    assert!(error.contains("newer") && error.contains("99990101000000"), "{error}");
    shop.pool().close().await;
    server.stop().await.unwrap();
}

#[tokio::test]
async fn the_last_user_stops_it() {
    let folder = data_dir();
    let first = start(folder.path()).await;
    let second = start(folder.path()).await;
    let shop = database(&second);
    first.stop().await.unwrap();
    assert!(health(&shop).await.is_ok());
    shop.pool().close().await;
    drop(second);
    eventually("a dropped server ends", async || pid(folder.path()).is_none()).await;
}

#[tokio::test]
async fn a_killed_server_comes_back_and_the_pool_with_it() {
    let folder = data_dir();
    let server = start(folder.path()).await;
    let shop = database(&server);
    assert!(health(&shop).await.is_ok());
    let before = pid(folder.path()).unwrap();
    kill(before);
    eventually("a new server answers", async || {
        pid(folder.path()).is_some_and(|now| now != before) && health(&shop).await.is_ok()
    })
    .await;
    assert_eq!(server.trouble()(), None);
    shop.pool().close().await;
    server.stop().await.unwrap();
    assert_eq!(pid(folder.path()), None);
}

#[tokio::test]
async fn a_pid_file_that_names_nobody_or_somebody_else_does_not_stand_in_the_way() {
    let folder = data_dir();
    start(folder.path()).await.stop().await.unwrap();
    let mut other = Command::new("sleep").arg("60").spawn().unwrap();
    // It ends at once and is waited for at the end of the test: until then its number is taken, as that of a killed
    // server whose parent was killed too.
    let mut unburied = Command::new("true").spawn().unwrap();
    let status = format!("/proc/{}/stat", unburied.id());
    eventually("it has ended", async || std::fs::read_to_string(&status).unwrap().contains(") Z ")).await;
    for stale in [4_000_000, other.id(), unburied.id()] {
        let text = format!("{stale}\n/nowhere\n0\n5432\n/tmp\n\n\nready\n");
        std::fs::write(pid_path(folder.path()), text).unwrap();
        let server = start(folder.path()).await;
        assert_ne!(pid(folder.path()), Some(stale));
        server.stop().await.unwrap();
    }
    other.kill().unwrap();
    other.wait().unwrap();
    unburied.wait().unwrap();
}

#[tokio::test]
async fn a_trap_in_place_of_the_socket_folder_is_refused() {
    let folder = data_dir();
    let server = start(folder.path()).await;
    let socket_folder = PathBuf::from(server.url().expose_secret().split("host=").nth(1).unwrap());
    server.stop().await.unwrap();
    assert!(!socket_folder.exists(), "nothing is left behind");
    std::os::unix::fs::symlink("/tmp", &socket_folder).unwrap();
    let error = PrivateServer::start(folder.path(), Durability::None).await.unwrap_err().to_string();
    std::fs::remove_file(&socket_folder).unwrap();
    assert!(error.contains(socket_folder.to_str().unwrap()), "{error}");
}

#[tokio::test]
async fn a_server_left_by_a_killed_process_is_adopted_and_stopped() {
    let folder = data_dir();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "holds_the_server_until_killed", "--ignored"])
        .env(CHILD_FOLDER, folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    eventually("the child's server runs", async || folder.path().join("child-ready").exists()).await;
    child.kill().unwrap();
    child.wait().unwrap();
    let orphan = pid(folder.path()).unwrap();
    let server = start(folder.path()).await;
    assert_eq!(pid(folder.path()), Some(orphan));
    assert!(health(&database(&server)).await.is_ok());
    server.stop().await.unwrap();
    assert_eq!(pid(folder.path()), None);
}

/// Not a test of its own: the child process of the test above.
#[tokio::test]
#[ignore = "run by another test"]
async fn holds_the_server_until_killed() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let folder = PathBuf::from(folder);
    let _server = start(&folder).await;
    std::fs::write(folder.join("child-ready"), "").unwrap();
    tokio::time::sleep(PATIENCE * 2).await;
}
