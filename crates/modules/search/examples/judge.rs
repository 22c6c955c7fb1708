//! Runs judged queries over the sample catalogue and writes a run file: `judge QUERIES.jsonl RUN.jsonl [--show N | --copies N]`.
//!
//! `--copies` indexes every product that many times, for measuring time only. `--show` prints what each query finds, for
//! judging by eye.

#![expect(clippy::unwrap_used, reason = "a tool for developers: what it cannot read must stop it")]
#![expect(clippy::print_stdout, reason = "a tool for developers prints")]

#[path = "../tests/shop/mod.rs"]
mod shop;

use std::collections::HashMap;
use std::fs::File;
use std::time::Instant;

use cholon_kernel::ProductId;
use cholon_search::Search;
use cholon_search::evaluate::{JudgedQuery, run_queries, score, write_runs};
use cholon_search::model::{IndexDocument, SearchRequest};
use uuid::Uuid;

/// Runs of each query, of which the fastest counts: other work on the machine is none of our time.
const RUNS: u32 = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, queries, out, rest @ ..] = arguments.as_slice() else {
        println!("usage: judge QUERIES.jsonl RUN.jsonl [--show N | --copies N]");
        return;
    };
    let option = |name: &str| match rest {
        [flag, count] if flag == name => count.parse::<u32>().ok(),
        _ => None,
    };
    let data = shop::shared_data().expect("shared/data in a folder above");
    let rows: Vec<IndexDocument> = shop::rows(&data).iter().map(shop::document).collect();
    let documents = option("--copies").map_or_else(|| rows.clone(), |count| copies(&rows, count));
    let folder = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let search = shop::build(folder.path(), &documents);
    println!("indexed {} products in {:.2} s", documents.len(), start.elapsed().as_secs_f64());
    let start = Instant::now();
    drop(Search::open_read_only(folder.path()).unwrap());
    println!("opened in {:.1} ms", ms(start));
    let judged = shop::queries(queries.as_ref());
    report_run(&search, &judged, out);
    report_suggestions(&search, &judged);
    if let Some(count) = option("--show") {
        show(&search, &judged, &documents, count as usize);
    }
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// Every document `count` times, each time as another product.
fn copies(documents: &[IndexDocument], count: u32) -> Vec<IndexDocument> {
    let all = (0..count).flat_map(|_| documents.iter().cloned());
    let numbered = all.zip(1_u128..).map(|(mut document, number)| {
        document.id = ProductId::from(Uuid::from_u128(number));
        document
    });
    numbered.collect()
}

fn report_run(search: &Search, judged: &[JudgedQuery], out: &str) {
    let once = || run_queries(search, judged).unwrap();
    let mut runs = once();
    for _ in 1..RUNS {
        for (best, run) in runs.iter_mut().zip(once()) {
            best.ms = best.ms.min(run.ms);
        }
    }
    write_runs(File::create(out).unwrap(), &runs).unwrap();
    println!("{:?}", score(judged, &runs));
    report_times("search", runs.iter().map(|run| run.ms).collect());
}

/// Times every beginning of every query as a suggestion.
fn report_suggestions(search: &Search, judged: &[JudgedQuery]) {
    let beginnings =
        judged.iter().flat_map(|query| query.query.char_indices().skip(2).map(|(end, _)| query.query.split_at(end).0));
    let fastest = |text: &str| {
        let times = (0..RUNS).map(|_| {
            let start = Instant::now();
            let _ = search.suggest(text, 8);
            ms(start)
        });
        times.fold(f64::MAX, f64::min)
    };
    report_times("suggest", beginnings.map(fastest).collect());
}

fn report_times(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at =
        |percent: usize| times.get((times.len() * percent / 100).min(times.len() - 1)).copied().unwrap_or_default();
    println!("{what} p50 {:.2} ms, p95 {:.2} ms, worst {:.2} ms", at(50), at(95), at(100));
}

fn show(search: &Search, judged: &[JudgedQuery], documents: &[IndexDocument], count: usize) {
    let by_id: HashMap<ProductId, &IndexDocument> = documents.iter().map(|document| (document.id, document)).collect();
    for query in judged {
        let request = SearchRequest { text: Some(query.query.clone()), ..SearchRequest::default() };
        let response = search.search(&request).unwrap();
        let understood: Vec<String> =
            response.understood.iter().map(|part| format!("{}:{}", part.kind, part.label)).collect();
        println!("\n== {} [{}] {} hits {:?} {understood:?}", query.query, query.class, response.total, response.notice);
        for hit in response.hits.iter().take(count) {
            let document = by_id[&hit.id];
            let grade = query.judgments.get(&document.skus[0]).copied().unwrap_or(0);
            let name: String = document.name.chars().take(100).collect();
            println!("   {grade} {:.2} {:>10} {name}", hit.score - 100.0, document.price_vnd);
        }
    }
}
