//! Runs judged queries over the sample catalogue and writes a run file: `judge QUERIES.jsonl RUN.jsonl [--show N | --copies N]`.
//!
//! `--copies` indexes every product that many times, for measuring time only. Queries without judgments are shown with the titles they find, for judging by eye.

#![expect(clippy::unwrap_used, reason = "a tool for developers: what it cannot read must stop it")]

#[path = "../tests/shop/mod.rs"]
mod shop;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Instant;

use cholon_search::Search;
use cholon_search::evaluate::{JudgedQuery, run_queries, score};
use cholon_search::model::SearchRequest;

/// Runs of each query, of which the fastest counts: other work on the machine is none of our time.
const RUNS: u32 = 7;

/// Times every beginning of every query as a suggestion.
#[expect(clippy::print_stdout, reason = "a tool for developers prints")]
fn report_suggestions(search: &Search, judged: &[JudgedQuery]) {
    let mut times = Vec::new();
    for query in judged {
        for (end, _) in query.query.char_indices().skip(2) {
            let time = (0..RUNS).map(|_| {
                let start = Instant::now();
                let _ = search.suggest(&query.query[..end], 8);
                start.elapsed().as_secs_f64() * 1000.0
            });
            times.push(time.fold(f64::MAX, f64::min));
        }
    }
    times.sort_by(f64::total_cmp);
    println!("suggest p50 {:.2} ms, p95 {:.2} ms", times[times.len() / 2], times[times.len() * 95 / 100]);
}

#[expect(clippy::print_stdout, reason = "a tool for developers prints")]
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, queries, out, rest @ ..] = arguments.as_slice() else {
        println!("usage: judge QUERIES.jsonl RUN.jsonl [--show N | --copies N]");
        return;
    };
    let data = shop::shared_data().expect("shared/data in a folder above");
    let mut documents: Vec<_> = shop::rows(&data).iter().map(shop::document).collect();
    if let [flag, count] = rest
        && flag == "--copies"
    {
        documents = shop::copies(&documents, count.parse().unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let search = shop::build(folder.path(), &documents);
    println!("indexed {} products in {:.2} s", documents.len(), start.elapsed().as_secs_f64());
    let start = Instant::now();
    drop(Search::open_read_only(folder.path()).unwrap());
    println!("opened in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);

    let judged = shop::queries(queries.as_ref());
    let skus = shop::skus(&documents);
    let once = || run_queries(&search, &judged, |id| skus.get(&id).cloned()).unwrap();
    let mut runs = once();
    for _ in 1..RUNS {
        for (best, run) in runs.iter_mut().zip(once()) {
            best.ms = best.ms.min(run.ms);
        }
    }
    report_suggestions(&search, &judged);
    let mut text = String::new();
    for run in &runs {
        writeln!(text, "{}", serde_json::to_string(run).unwrap()).unwrap();
    }
    std::fs::write(out, text).unwrap();
    println!("{:?}", score(&judged, &runs));
    let mut times: Vec<f64> = runs.iter().map(|run| run.ms).collect();
    times.sort_by(f64::total_cmp);
    println!(
        "p50 {:.2} ms, p95 {:.2} ms, worst {:.2} ms",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        times[times.len() - 1]
    );
    if let [flag, count] = rest
        && flag == "--show"
    {
        let names: HashMap<_, _> =
            documents.iter().map(|d| (d.id, (d.name.as_str(), d.price_vnd, d.skus[0].as_str()))).collect();
        for query in &judged {
            let request = SearchRequest { text: Some(query.query.clone()), ..SearchRequest::default() };
            let response = search.search(&request).unwrap();
            println!(
                "\n== {} [{}] {} hits {:?} {:?}",
                query.query,
                query.class,
                response.total,
                response.notice,
                response.understood.iter().map(|part| format!("{}:{}", part.kind, part.label)).collect::<Vec<_>>()
            );
            for hit in response.hits.iter().take(count.parse().unwrap_or(5)) {
                let (name, price, sku) = names[&hit.id];
                let grade = query.judgments.get(sku).copied().unwrap_or(0);
                println!(
                    "   {grade} {:.2} {:>10} {}",
                    hit.score - 100.0,
                    price,
                    name.chars().take(100).collect::<String>()
                );
            }
        }
    }
}
