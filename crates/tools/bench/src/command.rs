//! Commands of this same program, run as child processes.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use cholon_config::DatabaseSettings;
use cholon_database::Database;
use secrecy::SecretString;
use tokio::process::Command;
use tokio::time::Instant;

/// Settings of the measured shop. Limits are high, not off, so that every request pays for their check.
const SETTINGS: [(&str, &str); 5] = [
    ("CHOLON_LIMITS__PAGES_PER_MINUTE", "1000000000"),
    ("CHOLON_LIMITS__PUBLIC_PER_MINUTE", "1000000000"),
    ("CHOLON_CACHE__ALLOW_BYPASS", "true"),
    ("CHOLON_TELEMETRY__LOG_LEVEL", "warn"),
    ("CHOLON_SERVER__ADDRESS", "127.0.0.1"),
];
/// Variables that could lead to a shop that people use; a bench only ever touches its own.
const OTHER_SHOPS: [&str; 7] = [
    "DATABASE_URL",
    "DATABASE_URL_FILE",
    "CHOLON_DATABASE__URL",
    "CHOLON_DATABASE__URL_FILE",
    "CHOLON_CONFIG",
    "CHOLON_DATA_DIR",
    "CHOLON_PORT",
];
/// Characters of a failed command's complaint that are passed on.
const COMPLAINT_CHARS_MAX: usize = 600;

/// This program with a data folder of the bench.
pub(crate) fn of_shop(data_dir: &Path) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe().context("the bench does not find its own program")?);
    for name in OTHER_SHOPS {
        command.env_remove(name);
    }
    command.envs(SETTINGS).arg("--data-dir").arg(data_dir).kill_on_drop(true).stdin(Stdio::null());
    Ok(command)
}

/// The database of a shop, for what the bench does there itself.
pub(crate) async fn database(data_dir: &Path) -> anyhow::Result<Database> {
    let output = of_shop(data_dir)?.arg("database-url").output().await?;
    let url = String::from_utf8(output.stdout)?.trim().to_owned();
    let settings = DatabaseSettings { url: SecretString::from(url), connections_max: 4, acquire_timeout_ms: 5_000 };
    Ok(cholon_database::open(&settings)?)
}

/// Runs a command to its end and says how long it took.
pub(crate) async fn timed(data_dir: &Path, arguments: &[&str]) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let output = of_shop(data_dir)?.args(arguments).output().await?;
    let elapsed = start.elapsed();
    let complaint = String::from_utf8_lossy(&output.stderr);
    let complaint: String = complaint.chars().take(COMPLAINT_CHARS_MAX).collect();
    ensure!(output.status.success(), "`{}` failed: {}", arguments.join(" "), complaint.trim());
    Ok(elapsed)
}
