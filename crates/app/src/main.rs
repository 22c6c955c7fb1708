//! The binary `cholon`: reads the command line and hands over to a command.

mod background_jobs;
mod cli;
mod commands;
mod invalidation;
mod operator;
mod people;
mod progress;
mod readiness;
mod shop;
mod signals;
mod web;

use std::process::ExitCode;

use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            operator::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: cli::Cli) -> anyhow::Result<ExitCode> {
    // Exactly one TLS provider is in the tree; naming it here keeps libraries from guessing.
    let _already_installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(commands::run(cli))
}
