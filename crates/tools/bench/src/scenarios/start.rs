//! PERF-8: how soon the shop is open and how much memory it holds.

use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use super::Scenario;
use crate::process;
use crate::report::Row;
use crate::server::Server;

const START_MAX: Duration = Duration::from_millis(300);
const MEMORY_BYTES_MAX: u64 = 80_000_000;
/// How long a started server is left alone before its memory is read.
const SETTLE: Duration = Duration::from_secs(3);

/// Starts a shop twice and leaves it running: first from nothing, then with everything in place.
pub(crate) async fn run(data_dir: &Path, is_demo: bool) -> anyhow::Result<(Server, Vec<Row>)> {
    let id = Scenario::Start.id();
    let first = Server::shop(data_dir, is_demo).await?;
    let first_time = first.start_time;
    first.stop().await?;
    let server = Server::shop(data_dir, is_demo).await?;
    sleep(SETTLE).await;
    let again = server.start_time;
    let memory = process::resident_bytes(server.pid)?;
    let what = if is_demo { "first start: database, demo goods, index" } else { "first start: index" };
    let rows = vec![
        Row::of_time(id, what, first_time),
        Row::of_time(id, "start with an existing database, its own PostgreSQL included", again)
            .with_target("≤ 300 ms", again <= START_MAX),
        Row::of_bytes(id, "memory when idle", memory).with_target("≤ 80 MB", memory <= MEMORY_BYTES_MAX),
    ];
    Ok((server, rows))
}

/// Memory after the other scenarios have run.
pub(crate) fn memory_after_load(server: &Server) -> anyhow::Result<Row> {
    let memory = process::resident_bytes(server.pid)?;
    Ok(Row::of_bytes(Scenario::Start.id(), "memory after everything above", memory))
}
