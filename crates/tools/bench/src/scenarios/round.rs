//! A measured round: load on a server and what the server spent on it.

use std::time::Duration;

use crate::load::{self, Load, Pace, Requests};
use crate::options::BenchOptions;
use crate::process;
use crate::report::Row;
use crate::server::Server;

/// Part of a round that runs before it and is not counted, so that connections, caches and the scheduler settle.
const WARM_UP_PART: u32 = 5;

/// Measures one kind of request.
pub(crate) async fn measure(
    (id, what): (&'static str, String),
    server: &Server,
    requests: impl Into<Requests>,
    (pace, options): (Pace, &BenchOptions),
) -> anyhow::Result<Row> {
    let mut load = Load {
        port: server.port,
        requests: requests.into(),
        connections: options.connections,
        duration: options.round() / WARM_UP_PART,
        pace,
    };
    load::run(&load).await;
    load.duration = options.round();
    let (before, statements_before) = (process::processor_time(server.pid)?, server.statements().await?);
    let tally = load::run(&load).await;
    let used: Duration = process::processor_time(server.pid)?.saturating_sub(before);
    let statements = server.statements().await?.zip(statements_before).map(|(after, before)| after - before);
    Ok(Row::of_load(id, what, &tally).with_processor(used, &tally).with_statements(statements, &tally))
}
