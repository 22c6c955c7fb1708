//! What can be asked of the bench.

use std::path::PathBuf;
use std::time::Duration;

use crate::scenarios::Scenario;

/// Options of `cholon bench`.
#[derive(Debug, Clone, clap::Args)]
pub struct BenchOptions {
    /// Rounds of two seconds and few products, to see that everything works; the figures mean little.
    #[arg(long)]
    pub(crate) quick: bool,
    /// Only these scenarios, separated by commas, such as `perf-1,perf-8`.
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) only: Vec<Scenario>,
    /// Connections at the same time.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(crate) connections: u32,
    /// Seconds of a round; `--quick` makes it two.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) seconds: u64,
    /// Products of the shop that search, import and reindexing are measured with; `--quick` makes it 2,000.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    pub(crate) products: u32,
    /// Goods that pages are measured with, as `import products` reads them, instead of the demo's.
    #[arg(long, value_name = "FILE")]
    pub(crate) goods: Option<PathBuf>,
    /// Folder for the shops that are set up and deleted again; without it the machine's temporary folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) work_dir: Option<PathBuf>,
    /// Writes the results as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Replaces the results between the markers of a Markdown file, such as `docs/performance.md`.
    #[arg(long, value_name = "FILE")]
    pub(crate) update: Option<PathBuf>,
    /// Serves "hello" on a port and nothing else: what the shop's rates are compared with.
    #[arg(long, value_name = "PORT", hide = true)]
    pub(crate) bare_server: Option<u16>,
}

/// Products of a quick run.
const QUICK_PRODUCTS: u32 = 2_000;
const QUICK_ROUND: Duration = Duration::from_secs(2);

impl BenchOptions {
    /// How long a round takes.
    pub(crate) fn round(&self) -> Duration {
        if self.quick { QUICK_ROUND } else { Duration::from_secs(self.seconds) }
    }

    /// How many products the large shop has.
    pub(crate) fn product_count(&self) -> u32 {
        if self.quick { self.products.min(QUICK_PRODUCTS) } else { self.products }
    }

    /// Whether a scenario was asked for.
    pub(crate) fn wants(&self, scenario: Scenario) -> bool {
        self.only.is_empty() || self.only.contains(&scenario)
    }
}
