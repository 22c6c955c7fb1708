//! PERF-1 and PERF-2: pages and their JSON, kept and rendered anew.

use std::time::Duration;

use super::goods::{self, Address};
use super::{Scenario, round};
use crate::load::{Pace, Request};
use crate::options::BenchOptions;
use crate::report::{Limit, Row};
use crate::server::Server;

/// What kept pages must reach.
const KEPT: Limit = Limit::OfBare { percent: 60, p99: Duration::from_millis(20) };
/// What pages rendered anew must reach.
const ANEW: Limit = Limit::P95(Duration::from_millis(50));
/// Pages rendered anew each second: busy for a shop, far from the machine's end.
const ANEW_PER_SECOND: u32 = 100;

/// Kept pages as fast as they come, each kind right behind the bare server: the speed of a shared machine drifts.
pub(crate) async fn kept(server: &Server, options: &BenchOptions) -> anyhow::Result<Vec<Row>> {
    let bare_server = Server::bare().await?;
    let rows = kept_beside(&bare_server, server, options).await;
    bare_server.stop().await?;
    rows
}

async fn kept_beside(bare_server: &Server, server: &Server, options: &BenchOptions) -> anyhow::Result<Vec<Row>> {
    let id = Scenario::Browse.id();
    let mut rows = Vec::new();
    for address in goods::addresses(server.port).await? {
        let hello = vec![Request::get("/")];
        let name = format!("bare server, before {}", address.name);
        let bare = round::measure((id, name), bare_server, hello, (Pace::Closed, options)).await?;
        rows.push(bare.clone());
        for (what, path) in named(std::slice::from_ref(&address)) {
            let request = vec![Request::get(&path)];
            let row = round::measure((id, what), server, request, (Pace::Closed, options)).await?;
            rows.push(row.beside(&bare).judged(KEPT));
        }
    }
    Ok(rows)
}

/// Pages rendered anew at a modest rate.
pub(crate) async fn anew(server: &Server, options: &BenchOptions) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (what, path) in named(&goods::addresses(server.port).await?) {
        let pace = Pace::PerSecond(ANEW_PER_SECOND);
        let name = (Scenario::Anew.id(), format!("{what}, rendered anew"));
        let row = round::measure(name, server, vec![Request::anew(&path)], (pace, options)).await?;
        rows.push(row.judged(ANEW));
    }
    Ok(rows)
}

/// Names and paths of pages and their JSON.
fn named(addresses: &[Address]) -> Vec<(String, String)> {
    let both = |address: &Address| {
        let page = (format!("{} page", address.name), address.page.clone());
        [page, (format!("{} JSON", address.name), address.json.clone())]
    };
    addresses.iter().flat_map(both).collect()
}
