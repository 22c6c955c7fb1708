//! The command line: what can be asked of the binary.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Cholon: shop, marketplace hub and circular commerce for Vietnamese merchants.
#[derive(Debug, Parser)]
#[command(name = "cholon", version, about, propagate_version = true)]
pub(crate) struct Cli {
    /// Folder for everything this machine keeps: private database, search index, pictures.
    #[arg(long, value_name = "DIR", default_value = "data", env = "CHOLON_DATA_DIR", global = true)]
    pub(crate) data_dir: PathBuf,
    /// Settings file; without it `config.toml` in the data folder is used where it exists.
    #[arg(long, value_name = "FILE", env = "CHOLON_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open the shop.
    Serve(Serve),
    /// Bring the database to the newest schema.
    Migrate,
    /// Read goods from a file.
    #[command(subcommand)]
    Import(Import),
    /// Write goods to a file.
    #[command(subcommand)]
    Export(Export),
    /// Build the search index anew; a running server goes on with the old one until the new one is ready.
    Reindex,
    /// Ask the search index.
    #[command(subcommand)]
    Search(Search),
    /// Words that mean the same to the search, on top of those that ship with it.
    #[command(subcommand)]
    Synonyms(Synonyms),
    /// Background jobs: what waits, what failed.
    #[command(subcommand)]
    Jobs(Jobs),
    /// Change a price.
    #[command(subcommand)]
    Price(Price),
    /// Change how many pieces can be bought.
    #[command(subcommand)]
    Stock(Stock),
    /// Goods to try the shop with.
    #[command(subcommand)]
    Demo(Demo),
    /// Accounts of staff.
    #[command(subcommand)]
    Staff(Staff),
    /// The log of what staff changed.
    #[command(subcommand)]
    Audit(Audit),
    /// Keys that sign tokens of the API.
    #[command(subcommand)]
    Keys(Keys),
    /// Show messages to people, newest first: what a mail server that is not configured would have sent.
    Outbox {
        /// Messages to show.
        #[arg(long, default_value_t = 10)]
        limit: u32,
    },
    /// Stand in for Google, Facebook and Zalo on this machine, for trying things out.
    Simulate {
        /// Port to listen on.
        #[arg(long, default_value_t = 9090)]
        port: u16,
    },
    /// Compare database, price history and search index, and say where they differ.
    Check,
    /// Print the settings in force, secrets masked.
    Config,
    /// Print the connection string of the database in use, for psql and other tools while a server runs.
    DatabaseUrl,
    /// Print the OpenAPI document of the API.
    Openapi,
    /// Measure this machine.
    Bench(cholon_bench::BenchOptions),
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Port to listen on; overrides `server.port`.
    #[arg(long, env = "CHOLON_PORT")]
    pub(crate) port: Option<u16>,
    /// Fill an empty shop with demo goods first.
    #[arg(long)]
    pub(crate) demo: bool,
}

/// What to import.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Products with variants from XLSX, CSV or JSONL, also gzip.
    Products(ImportProducts),
}

/// Options of `import products`.
#[derive(Debug, Args)]
pub(crate) struct ImportProducts {
    /// The file.
    pub(crate) file: PathBuf,
    /// Check every row and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Take the good rows and report the bad ones, instead of all or nothing.
    #[arg(long)]
    pub(crate) skip_bad_rows: bool,
}

/// What to export.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// All products; the format follows the file's name: .xlsx, .csv, .jsonl, also with .gz.
    Products {
        /// The file.
        file: PathBuf,
    },
}

/// Questions to the search index.
#[derive(Debug, Subcommand)]
pub(crate) enum Search {
    /// Run judged queries, write what was found, for a scorer, and print how good it is.
    Run {
        /// Queries, one JSON object a line with `query_id` and `query`.
        #[arg(long, value_name = "FILE")]
        queries: PathBuf,
        /// Where the answers go, one JSON object a line with `query_id`, `skus` and `ms`.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Find products from the terminal.
    Query {
        /// What to look for.
        text: String,
    },
    /// What shoppers asked for: how often, how often in vain, how often they opened a product of the answer.
    Queries {
        /// Days to look back.
        #[arg(long, default_value_t = 30)]
        days: u16,
        /// Texts to show.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Only texts that had no good answer, most asked first: words that a synonym or a product is missing for.
        #[arg(long)]
        unanswered: bool,
    },
}

/// The shop's own synonyms.
#[derive(Debug, Subcommand)]
pub(crate) enum Synonyms {
    /// List the rules with their ids.
    List,
    /// Add a rule: `máy lạnh = điều hòa` (the same), `đt => điện thoại` (a way of writing it), `tủ mát ~> tủ lạnh` (who
    /// asks for the first may accept the second).
    Add {
        /// The rule.
        rule: cholon_search::Rule,
    },
    /// Remove a rule.
    Remove {
        /// The rule, as `synonyms list` names it.
        id: uuid::Uuid,
    },
}

/// Accounts of staff.
#[derive(Debug, Subcommand)]
pub(crate) enum Staff {
    /// Open an account for somebody of staff; the password is read from standard input.
    Create {
        /// The address to log in with.
        #[arg(long)]
        email: String,
        /// The name.
        #[arg(long)]
        name: String,
        /// The role.
        #[arg(long, default_value = "super-administrator")]
        role: String,
    },
}

/// The log of what staff changed.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Read the whole log and say whether any line was altered or is missing.
    Verify,
}

/// Keys that sign tokens of the API.
#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// List the keys whose tokens count, the one that signs first.
    List,
    /// End a key that has leaked: none of its tokens counts any more, in any process, and a new key signs.
    Revoke {
        /// The key, as `keys list` names it.
        id: String,
    },
}

/// Background jobs.
#[derive(Debug, Subcommand)]
pub(crate) enum Jobs {
    /// List jobs, newest first.
    List {
        /// Where they stand.
        #[arg(long, value_enum, default_value_t = JobState::Dead)]
        state: JobState,
    },
    /// Run a job again that was given up or is done.
    Rerun {
        /// The job, as `jobs list` names it.
        id: uuid::Uuid,
    },
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum JobState {
    /// For its time, a worker or its next attempt.
    Waiting,
    /// Now.
    Running,
    /// Successfully.
    Done,
    /// Given up after its last attempt.
    Dead,
}

/// Changes of prices.
#[derive(Debug, Subcommand)]
pub(crate) enum Price {
    /// Set the price of a variant.
    Set {
        /// The variant's SKU.
        sku: String,
        /// The new price in đồng.
        amount: i64,
    },
}

/// Changes of availability.
#[derive(Debug, Subcommand)]
pub(crate) enum Stock {
    /// Set how many pieces of a variant can be bought.
    Set {
        /// The variant's SKU.
        sku: String,
        /// Pieces.
        pieces: u32,
    },
}

/// Demo goods.
#[derive(Debug, Subcommand)]
pub(crate) enum Demo {
    /// Fill an empty shop.
    Seed,
    /// Write made-up products as JSONL, for trying imports and measuring.
    Generate {
        /// How many products.
        #[arg(long, default_value_t = 100_000)]
        count: usize,
        /// The file.
        file: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
