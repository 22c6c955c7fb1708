//! `cholon bench`: measures this machine.

use std::process::ExitCode;

/// Runs the scenarios and prints their results.
pub(crate) async fn run(options: cholon_bench::BenchOptions) -> anyhow::Result<ExitCode> {
    cholon_bench::run(options).await?;
    Ok(ExitCode::SUCCESS)
}
