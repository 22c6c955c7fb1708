//! One file a command; this one hands over.

mod audit;
mod bench;
mod check;
mod database_url;
mod demo;
mod export;
mod import;
mod jobs;
mod keys;
mod migrate;
mod openapi;
mod outbox;
mod price;
mod reindex;
mod search;
mod serve;
mod settings;
mod simulate;
mod staff;
mod stock;
mod synonyms;

use std::process::ExitCode;

use crate::cli::{Audit, Cli, Command, Demo, Export, Import, Jobs, Keys, Price, Search, Staff, Stock, Synonyms};
use crate::shop::Place;
use crate::signals;

/// What a shell answers for a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Runs the command that was asked for. Serving ends by itself when it is told to; any other command is dropped where
/// it stands, which stops a private database that nobody else uses: each of them can be killed at any time and repeated.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { data_dir, config, command } = cli;
    let place = Place { data_dir, config };
    let ends_by_itself = matches!(command, Command::Serve(_));
    let work = Box::pin(work(&place, command));
    if ends_by_itself {
        return work.await;
    }
    let outcome = signals::stop()?.run_until_cancelled(work).await;
    outcome.unwrap_or_else(|| Ok(ExitCode::from(INTERRUPTED)))
}

async fn work(place: &Place, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(options) => serve::run(place, &options).await,
        Command::Migrate => migrate::run(place).await,
        Command::Import(Import::Products(options)) => import::run(place, &options).await,
        Command::Export(Export::Products { file }) => export::run(place, &file).await,
        Command::Reindex => reindex::run(place).await,
        Command::Search(Search::Run { queries, out }) => search::run_queries(place, &queries, &out).await,
        Command::Search(Search::Query { text }) => search::query(place, &text).await,
        Command::Search(Search::Queries { days, limit, unanswered }) => {
            search::queries(place, days, limit, unanswered).await
        }
        Command::Synonyms(Synonyms::List) => synonyms::list(place).await,
        Command::Synonyms(Synonyms::Add { rule }) => synonyms::add(place, &rule).await,
        Command::Synonyms(Synonyms::Remove { id }) => synonyms::remove(place, id).await,
        Command::Jobs(Jobs::List { state }) => jobs::list(place, state).await,
        Command::Jobs(Jobs::Rerun { id }) => jobs::rerun(place, id).await,
        Command::Price(Price::Set { sku, amount }) => price::set(place, &sku, amount).await,
        Command::Stock(Stock::Set { sku, pieces }) => stock::set(place, &sku, pieces).await,
        Command::Demo(Demo::Seed) => demo::seed(place).await,
        Command::Demo(Demo::Generate { count, file }) => demo::generate(count, &file),
        Command::Staff(Staff::Create { email, name, role }) => staff::create(place, &email, name, role).await,
        Command::Audit(Audit::Verify) => audit::verify(place).await,
        Command::Keys(Keys::List) => keys::list(place).await,
        Command::Keys(Keys::Revoke { id }) => keys::revoke(place, &id).await,
        Command::Outbox { limit } => outbox::run(place, limit).await,
        Command::Simulate { port } => simulate::run(port).await,
        Command::Check => check::run(place).await,
        Command::Config => settings::print(place),
        Command::DatabaseUrl => database_url::print(place).await,
        Command::Openapi => openapi::print(),
        Command::Bench(options) => bench::run(options).await,
    }
}
