//! `cholon search`: asking the index from the terminal.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use cholon_catalog::{Catalog, WALK_PAGE_MAX};
use cholon_kernel::ProductId;
use cholon_search::evaluate::{self, JudgedQuery};
use cholon_search::model::SearchRequest;

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Runs judged queries and writes a line for each, in the form that scorers read.
pub(crate) async fn run_queries(place: &Place, queries: &Path, out: &Path) -> anyhow::Result<ExitCode> {
    let questions = read_queries(queries)?;
    let shop = Shop::open(place).await?;
    let opened = async { anyhow::Ok((shop.search(place).await?, skus(&shop.catalog).await?)) }.await;
    shop.close().await?;
    let (search, skus) = opened?;
    let lines = evaluate::run_queries(&search, &questions, |id| skus.get(&id).cloned())?;
    let mut file = BufWriter::new(File::create(out).with_context(|| out.display().to_string())?);
    for line in &lines {
        serde_json::to_writer(&mut file, line)?;
        writeln!(file)?;
    }
    file.flush()?;
    say(format_args!("{} queries answered into {}", lines.len(), out.display()));
    Ok(ExitCode::SUCCESS)
}

fn read_queries(file: &Path) -> anyhow::Result<Vec<JudgedQuery>> {
    let lines = BufReader::new(File::open(file).with_context(|| file.display().to_string())?).lines();
    let mut queries = Vec::new();
    for (index, line) in lines.enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            let place = || format!("{} line {}", file.display(), index + 1);
            queries.push(serde_json::from_str(&line).with_context(place)?);
        }
    }
    Ok(queries)
}

/// The first SKU of every product for sale.
async fn skus(catalog: &Catalog) -> anyhow::Result<HashMap<ProductId, String>> {
    let mut skus = HashMap::new();
    let mut after = None;
    loop {
        let records = catalog.next_index_records(after, WALK_PAGE_MAX).await?;
        let Some(last) = records.last() else { return Ok(skus) };
        after = Some(last.id);
        skus.extend(records.into_iter().filter_map(|record| Some((record.id, record.skus.into_iter().next()?))));
    }
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
