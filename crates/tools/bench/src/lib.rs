//! Measuring this machine: starts the shop and a bare server beside it, puts load on both and reports how they did.

mod bare;
mod command;
mod load;
mod options;
mod place;
mod process;
mod report;
mod scenarios;
mod server;

pub use options::BenchOptions;

/// Runs the chosen scenarios, prints the results and writes them where the options say.
///
/// # Errors
/// When a server cannot be started or the results cannot be written. A scenario that fails is a line of the report.
pub async fn run(options: BenchOptions) -> anyhow::Result<()> {
    if let Some(port) = options.bare_server {
        return bare::serve(port).await;
    }
    let report = scenarios::run(&options).await?;
    report::deliver(&report, &options)
}
