//! `cholon search`: asking the index from the terminal, and what shoppers asked it.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use cholon_search::model::SearchRequest;
use cholon_search::{QueryLog, QueryOrder, evaluate};

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Runs judged queries and writes a line for each, in the form that scorers read.
pub(crate) async fn run_queries(place: &Place, queries: &Path, out: &Path) -> anyhow::Result<ExitCode> {
    let file = File::open(queries).with_context(|| queries.display().to_string())?;
    let questions = evaluate::read_queries(BufReader::new(file)).with_context(|| queries.display().to_string())?;
    let shop = Shop::open(place).await?;
    let opened = shop.search(place).await;
    shop.close().await?;
    let lines = evaluate::run_queries(&opened?, &questions)?;
    let file = File::create(out).with_context(|| out.display().to_string())?;
    evaluate::write_runs(BufWriter::new(file), &lines)?;
    say(format_args!("{} queries answered into {}", lines.len(), out.display()));
    let scores = evaluate::score(&questions, &lines);
    if scores.queries > 0 {
        let evaluate::Scores { ndcg_at_10, recall_at_20, mrr, zero, .. } = scores;
        say(format_args!("nDCG@10 {ndcg_at_10:.3}  recall@20 {recall_at_20:.3}  MRR {mrr:.3}  no result {zero:.3}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what a shopper would find.
pub(crate) async fn query(place: &Place, text: &str) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let outcome = find(&shop, place, text).await;
    shop.close().await?;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn find(shop: &Shop, place: &Place, text: &str) -> anyhow::Result<()> {
    let search = shop.search(place).await?;
    let answer = search.search(&SearchRequest { text: Some(text.to_owned()), ..SearchRequest::default() })?;
    let ids: Vec<_> = answer.hits.iter().map(|hit| hit.id).collect();
    for understood in &answer.understood {
        say(format_args!("understood: {}", understood.label));
    }
    for card in shop.catalog.cards(&ids).await? {
        say(format_args!("{:>16}  {}", card.price.to_string(), card.name));
    }
    say(format_args!("{} products", answer.total));
    Ok(())
}

/// Prints the query log, most asked first.
pub(crate) async fn queries(place: &Place, days: u16, limit: u32, unanswered: bool) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let order = if unanswered { QueryOrder::ZeroResults } else { QueryOrder::Searches };
    let log = QueryLog::new(shop.database.clone(), Arc::clone(&shop.clock));
    let rows = log.top(days, order, limit).await;
    shop.close().await?;
    say(format_args!("{:>9} {:>9} {:>9}  text", "searches", "in vain", "opened"));
    for row in rows? {
        say(format_args!("{:>9} {:>9} {:>9}  {}", row.searches, row.zero_results, row.clicks, row.query));
    }
    Ok(ExitCode::SUCCESS)
}
