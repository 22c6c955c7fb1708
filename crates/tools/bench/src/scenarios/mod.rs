//! The scenarios: what is measured, and in which order.

mod browse;
mod bulk;
mod carts;
mod goods;
mod raw_writes;
mod round;
mod search;
mod start;
mod weight;

use std::path::PathBuf;

use crate::command;
use crate::options::BenchOptions;
use crate::place::WorkDir;
use crate::report::{Machine, Report, Row};
use crate::server::Server;

/// A scenario by the number it has in the requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Scenario {
    /// Pages and their JSON, kept.
    #[value(name = "perf-1")]
    Browse,
    /// The same, rendered anew.
    #[value(name = "perf-2")]
    Anew,
    /// Search and suggestions.
    #[value(name = "perf-3")]
    Search,
    /// Carts of many devices, and log-ins.
    #[value(name = "perf-4")]
    Carts,
    /// Start and memory.
    #[value(name = "perf-8")]
    Start,
    /// Import and reindexing.
    #[value(name = "perf-9")]
    Bulk,
    /// Weight of pages.
    #[value(name = "perf-10")]
    Weight,
}

impl Scenario {
    /// Its number.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Browse => "PERF-1",
            Self::Anew => "PERF-2",
            Self::Search => "PERF-3",
            Self::Carts => "PERF-4",
            Self::Start => "PERF-8",
            Self::Bulk => "PERF-9",
            Self::Weight => "PERF-10",
        }
    }
}

/// Measures the chosen scenarios.
pub(crate) async fn run(options: &BenchOptions) -> anyhow::Result<Report> {
    let machine = Machine::look();
    let mut bench = Bench { options, work: WorkDir::create(options.work_dir.as_deref())?, rows: Vec::new() };
    let wants = |scenarios: &[Scenario]| scenarios.iter().any(|scenario| options.wants(*scenario));
    if wants(&[Scenario::Start, Scenario::Browse, Scenario::Anew, Scenario::Weight, Scenario::Carts]) {
        bench.everyday_shop().await?;
    }
    if wants(&[Scenario::Bulk, Scenario::Search]) {
        bench.large_shop().await?;
    }
    Ok(Report { machine, is_quick: options.quick, rows: bench.rows })
}

/// A bench under way.
struct Bench<'a> {
    options: &'a BenchOptions,
    work: WorkDir,
    rows: Vec<Row>,
}

impl Bench<'_> {
    /// What shoppers meet every day: start, pages, their weight.
    async fn everyday_shop(&mut self) -> anyhow::Result<()> {
        let data_dir = self.everyday_goods().await?;
        let is_demo = self.options.goods.is_none();
        let (server, rows) = start::run(&data_dir, is_demo).await?;
        self.keep(Scenario::Start, Ok(rows));
        if self.options.wants(Scenario::Browse) {
            let outcome = browse::kept(&server, self.options).await;
            self.keep(Scenario::Browse, outcome);
        }
        if self.options.wants(Scenario::Anew) {
            let outcome = browse::anew(&server, self.options).await;
            self.keep(Scenario::Anew, outcome);
        }
        if self.options.wants(Scenario::Weight) {
            let outcome = weight::run(&server).await;
            self.keep(Scenario::Weight, outcome);
        }
        if self.options.wants(Scenario::Carts) {
            let outcome = carts::run(&server, &data_dir, self.options).await;
            self.keep(Scenario::Carts, outcome);
        }
        let memory = start::memory_after_load(&server).map(|row| vec![row]);
        self.keep(Scenario::Start, memory);
        server.stop().await
    }

    /// The data folder of the everyday shop, filled where the demo goods are not wanted.
    async fn everyday_goods(&self) -> anyhow::Result<PathBuf> {
        let data_dir = self.work.join("shop");
        if let Some(file) = &self.options.goods {
            command::timed(&data_dir, &["import", "products", &file.to_string_lossy()]).await?;
        }
        Ok(data_dir)
    }

    /// A shop with many products: import, reindexing, search.
    async fn large_shop(&mut self) -> anyhow::Result<()> {
        let outcome = bulk::run(&self.work, self.options.product_count()).await;
        let is_filled = outcome.is_ok();
        self.keep(Scenario::Bulk, outcome);
        if is_filled && self.options.wants(Scenario::Search) {
            let server = Server::shop(&bulk::data_dir(&self.work), false).await?;
            let outcome = search::run(&server, self.options).await;
            self.keep(Scenario::Search, outcome);
            server.stop().await?;
        }
        Ok(())
    }

    /// Keeps the rows of a scenario that was asked for. A failure is always told: others build on it.
    fn keep(&mut self, scenario: Scenario, outcome: anyhow::Result<Vec<Row>>) {
        match outcome {
            Ok(rows) if self.options.wants(scenario) => self.rows.extend(rows),
            Ok(_unwanted) => {}
            Err(error) => self.rows.push(Row::of_failure(scenario.id(), &error)),
        }
    }
}
