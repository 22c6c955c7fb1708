//! Measuring relevance: judged queries in, runs and scores out.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, Write};
use std::time::Instant;

use cholon_kernel::PageSize;
use serde::{Deserialize, Serialize};

use crate::error::SearchError;
use crate::facade::Search;
use crate::model::SearchRequest;

/// Hits that a run keeps of each query.
const RUN_HITS: u16 = 20;
/// Queries that one file may hold.
const QUERIES_MAX: usize = 100_000;
/// Hits that nDCG looks at.
const NDCG_HITS: usize = 10;

/// A query with what people judged to answer it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct JudgedQuery {
    /// Its name.
    pub query_id: String,
    /// Its text.
    pub query: String,
    /// What kind of difficulty it shows.
    #[serde(default)]
    pub class: String,
    /// Grades, 1 to 3, by SKU.
    #[serde(default)]
    pub judgments: BTreeMap<String, u8>,
}

/// What one query found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunLine {
    /// The query's name.
    pub query_id: String,
    /// SKUs, best first.
    pub skus: Vec<String>,
    /// Milliseconds it took in process.
    pub ms: f64,
}

/// Means over queries; each between 0 and 1, `zero` being better the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Scores {
    /// Queries scored.
    pub queries: usize,
    /// Gain by grade, discounted by rank, of the first ten.
    pub ndcg_at_10: f64,
    /// Share of the good products among the first twenty.
    pub recall_at_20: f64,
    /// One over the rank of the first good product.
    pub mrr: f64,
    /// Share of queries without any hit.
    pub zero: f64,
}

/// Why judged queries could not be read.
#[derive(Debug, thiserror::Error)]
pub enum QueriesError {
    /// The file.
    #[error("queries cannot be read")]
    Read(#[from] std::io::Error),
    /// A line that is not a query.
    #[error("line {line} is not a judged query")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

/// Reads queries, one JSON object a line; a file holds at most 100,000.
pub fn read_queries(reader: impl BufRead) -> Result<Vec<JudgedQuery>, QueriesError> {
    let mut queries = Vec::new();
    for (number, line) in reader.lines().enumerate().take(QUERIES_MAX) {
        let line = line?;
        if !line.trim().is_empty() {
            let query =
                serde_json::from_str(&line).map_err(|source| QueriesError::Line { line: number + 1, source })?;
            queries.push(query);
        }
    }
    Ok(queries)
}

/// Writes runs, one JSON object a line.
pub fn write_runs(mut writer: impl Write, runs: &[RunLine]) -> std::io::Result<()> {
    for run in runs {
        serde_json::to_writer(&mut writer, run)?;
        writer.write_all(b"\n")?;
    }
    writer.flush()
}

/// Runs every query and times it, facets included.
pub fn run_queries(search: &Search, queries: &[JudgedQuery]) -> Result<Vec<RunLine>, SearchError> {
    let size = PageSize::new(RUN_HITS).unwrap_or_default();
    let mut lines = Vec::with_capacity(queries.len());
    for query in queries {
        let text = Some(query.query.clone());
        let request = SearchRequest { text, size, with_facets: true, ..SearchRequest::default() };
        let start = Instant::now();
        let response = search.search(&request)?;
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let skus = response.hits.iter().filter_map(|hit| search.sku(hit.id)).collect();
        lines.push(RunLine { query_id: query.query_id.clone(), skus, ms });
    }
    Ok(lines)
}

/// Scores runs against judgments; a query without a run counts as one without hits, one without a good product is skipped.
pub fn score(queries: &[JudgedQuery], runs: &[RunLine]) -> Scores {
    let by_id: HashMap<&str, &RunLine> = runs.iter().map(|line| (line.query_id.as_str(), line)).collect();
    let mut sum = Scores::default();
    for query in queries.iter().filter(|query| query.judgments.values().any(|grade| *grade >= 2)) {
        let skus = by_id.get(query.query_id.as_str()).map_or(&[][..], |line| line.skus.as_slice());
        let one = score_one(&query.judgments, skus);
        sum.queries += 1;
        sum.ndcg_at_10 += one.ndcg_at_10;
        sum.recall_at_20 += one.recall_at_20;
        sum.mrr += one.mrr;
        sum.zero += one.zero;
    }
    let count = to_f64(sum.queries.max(1));
    Scores {
        queries: sum.queries,
        ndcg_at_10: sum.ndcg_at_10 / count,
        recall_at_20: sum.recall_at_20 / count,
        mrr: sum.mrr / count,
        zero: sum.zero / count,
    }
}

fn score_one(judgments: &BTreeMap<String, u8>, skus: &[String]) -> Scores {
    let grades: Vec<u8> = skus.iter().map(|sku| judgments.get(sku).copied().unwrap_or(0)).collect();
    let mut ideal: Vec<u8> = judgments.values().copied().collect();
    ideal.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
    let good = ideal.iter().filter(|grade| **grade >= 2).count();
    let found = grades.iter().take(usize::from(RUN_HITS)).filter(|grade| **grade >= 2).count();
    let first = grades.iter().take(usize::from(RUN_HITS)).position(|grade| *grade >= 2);
    Scores {
        queries: 1,
        ndcg_at_10: gain(&grades) / gain(&ideal).max(f64::MIN_POSITIVE),
        recall_at_20: to_f64(found) / to_f64(good.clamp(1, usize::from(RUN_HITS))),
        mrr: first.map_or(0.0, |rank| 1.0 / to_f64(rank + 1)),
        zero: if skus.is_empty() { 1.0 } else { 0.0 },
    }
}

fn gain(grades: &[u8]) -> f64 {
    let ranked = grades.iter().take(NDCG_HITS).enumerate();
    ranked.map(|(rank, grade)| (f64::from(*grade).exp2() - 1.0) / to_f64(rank + 2).log2()).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of hits and queries are small")]
fn to_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_follow_the_definitions() {
        let judged = |judgments: &[(&str, u8)]| JudgedQuery {
            query_id: "q".to_owned(),
            query: String::new(),
            class: String::new(),
            judgments: judgments.iter().map(|(sku, grade)| ((*sku).to_owned(), *grade)).collect(),
        };
        let line = |skus: &[&str]| RunLine {
            query_id: "q".to_owned(),
            skus: skus.iter().map(|sku| (*sku).to_owned()).collect(),
            ms: 0.0,
        };
        let query = [judged(&[("a", 3), ("b", 2), ("c", 1)])];
        let perfect = score(&query, &[line(&["a", "b", "c"])]);
        assert!((perfect.ndcg_at_10 - 1.0).abs() < 1e-9 && (perfect.recall_at_20 - 1.0).abs() < 1e-9);
        let second = score(&query, &[line(&["x", "a"])]);
        assert!((second.mrr - 0.5).abs() < 1e-9 && (second.recall_at_20 - 0.5).abs() < 1e-9);
        let ideal = 7.0 + 3.0 / 3_f64.log2() + 1.0 / 4_f64.log2();
        assert!((second.ndcg_at_10 - 7.0 / 3_f64.log2() / ideal).abs() < 1e-9);
        assert!((score(&query, &[]).zero - 1.0).abs() < 1e-9);
    }
}
