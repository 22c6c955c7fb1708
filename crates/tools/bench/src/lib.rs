//! Measuring this machine.

/// Options of `cholon bench`.
#[derive(Debug, clap::Args)]
pub struct BenchOptions {}

/// Runs.
pub async fn run(_options: BenchOptions) -> anyhow::Result<()> {
    Ok(())
}
