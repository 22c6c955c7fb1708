//! Relevance on judged queries over the sample catalogue, where it lies beside the project.

mod shop;

use cholon_search::evaluate::{run_queries, score};

/// The scores below which a change made the search worse.
const NDCG_MIN: f64 = 0.96;
const RECALL_MIN: f64 = 0.94;

#[test]
fn judged_queries_are_answered() {
    let Some(data) = shop::shared_data() else {
        println!("SKIPPED: no shared/data folder above this project, so relevance was not measured");
        return;
    };
    let documents: Vec<_> = shop::rows(&data).iter().map(shop::document).collect();
    let folder = tempfile::tempdir().unwrap();
    let search = shop::build(folder.path(), &documents);
    let judged = shop::queries(&data.join("search-queries/dev.jsonl"));
    let runs = run_queries(&search, &judged).unwrap();
    let scores = score(&judged, &runs);
    assert!(scores.ndcg_at_10 >= NDCG_MIN, "{scores:?}");
    assert!(scores.recall_at_20 >= RECALL_MIN, "{scores:?}");
    assert!(scores.zero == 0.0, "{scores:?}");
}
