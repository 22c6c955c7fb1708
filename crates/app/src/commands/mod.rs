//! One file a command; this one hands over.

mod bench;
mod check;
mod database_url;
mod demo;
mod export;
mod import;
mod jobs;
mod migrate;
mod openapi;
mod price;
mod reindex;
mod search;
mod serve;
mod settings;
mod stock;

use std::process::ExitCode;

use crate::cli::{Cli, Command, Demo, Export, Import, Jobs, Price, Search, Stock};

/// Runs the command that was asked for.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { data_dir, config, command } = cli;
    let place = crate::shop::Place { data_dir, config };
    match command {
        Command::Serve(options) => serve::run(&place, &options).await,
        Command::Migrate => migrate::run(&place).await,
        Command::Import(Import::Products(options)) => import::run(&place, &options).await,
        Command::Export(Export::Products { file }) => export::run(&place, &file).await,
        Command::Reindex => reindex::run(&place).await,
        Command::Search(Search::Run { queries, out }) => search::run_queries(&place, &queries, &out).await,
        Command::Search(Search::Query { text }) => search::query(&place, &text).await,
        Command::Search(Search::Queries { days, limit, unanswered }) => {
            search::queries(&place, days, limit, unanswered).await
        }
        Command::Jobs(Jobs::List { state }) => jobs::list(&place, state).await,
        Command::Jobs(Jobs::Rerun { id }) => jobs::rerun(&place, id).await,
        Command::Price(Price::Set { sku, amount }) => price::set(&place, &sku, amount).await,
        Command::Stock(Stock::Set { sku, pieces }) => stock::set(&place, &sku, pieces).await,
        Command::Demo(Demo::Seed) => demo::seed(&place).await,
        Command::Demo(Demo::Generate { count, file }) => demo::generate(count, &file),
        Command::Check => check::run(&place).await,
        Command::Config => settings::print(&place),
        Command::DatabaseUrl => database_url::print(&place).await,
        Command::Openapi => openapi::print(),
        Command::Bench(options) => bench::run(options).await,
    }
}
