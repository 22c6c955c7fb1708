//! The catalogue of metrics: every name, what it measures, in which unit. Dashboards and alerts depend on them.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

/// How a metric behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows.
    Counter,
    /// It goes up and down.
    Gauge,
    /// A distribution.
    Histogram,
}

/// A metric of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// How it behaves.
    pub kind: Kind,
    /// Its unit.
    pub unit: Unit,
    /// What it says, with its labels.
    pub meaning: &'static str,
}

const fn counter(name: &'static str, meaning: &'static str) -> Metric {
    Metric { name, kind: Kind::Counter, unit: Unit::Count, meaning }
}

const fn gauge(name: &'static str, unit: Unit, meaning: &'static str) -> Metric {
    Metric { name, kind: Kind::Gauge, unit, meaning }
}

const fn histogram(name: &'static str, meaning: &'static str) -> Metric {
    Metric { name, kind: Kind::Histogram, unit: Unit::Seconds, meaning }
}

/// Every metric, by area.
pub const CATALOGUE: &[Metric] = &[
    // HTTP.
    counter("http_requests_total", "answers by route, method, status and source (`memory` or `router`)"),
    histogram("http_request_duration_seconds", "time of answers that the router made, by route and method"),
    gauge("http_requests_in_flight", Unit::Count, "requests that the router works on"),
    counter("http_requests_shed_total", "requests refused because too many were in flight, by priority"),
    counter("http_rate_limited_total", "requests refused because their client asked for too many, by class"),
    counter("http_panics_total", "requests that ended in a panic"),
    gauge("http_connections", Unit::Count, "open connections"),
    counter("http_connections_total", "connections accepted"),
    // Caches.
    counter("cache_hits_total", "look-ups that found something, by cache"),
    counter("cache_misses_total", "look-ups that found nothing, by cache"),
    counter("cache_evictions_total", "entries that ended by age or for room, by cache"),
    counter("cache_invalidated_total", "entries dropped because what they were made from changed, by cache"),
    counter("cache_fills_overtaken_total", "fills not kept because what they read changed meanwhile, by cache"),
    gauge("cache_weight_bytes", Unit::Bytes, "weight of all entries, by cache"),
    // Database.
    counter("sql_statements_total", "SQL statements, those that begin and end transactions included"),
    // Events and index.
    gauge("cholon_consumer_pending", Unit::Count, "events that a consumer has still to see, by consumer"),
    gauge("cholon_consumer_lag_seconds", Unit::Seconds, "age of the oldest event that a consumer has still to see"),
    counter("cholon_consumer_events_total", "events that a consumer has handled, by consumer"),
    counter("cholon_dead_letters_total", "events that a consumer has given up, by consumer"),
    counter("search_documents_indexed_total", "documents brought up to date in the search index"),
    // Batches and jobs.
    Metric {
        name: "batch_size_items",
        kind: Kind::Histogram,
        unit: Unit::Count,
        meaning: "items written in one transaction, by batcher",
    },
    gauge("batch_queue_items", Unit::Count, "items that wait for the next batch, by batcher"),
    counter("batch_refused_total", "items refused because too many waited, by batcher"),
    counter(
        "cart_changes_overtaken_total",
        "changes of carts done again, as another process changed the cart meanwhile",
    ),
    counter("batch_split_total", "batches that failed and were tried item by item, by batcher"),
    gauge("jobs_waiting", Unit::Count, "jobs that are due and nobody has taken yet, by kind"),
    gauge("jobs_dead", Unit::Count, "jobs that were given up, by kind"),
    counter("jobs_finished_total", "runs of jobs by kind and outcome (`done`, `retry`, `dead`)"),
    histogram("job_duration_seconds", "time of one run of a job, by kind"),
    // People.
    counter("identity_log_ins_total", "log-ins with a password by outcome (`entered`, `refused`)"),
    counter("notification_messages_total", "messages tried by state (`sent`, `kept`, `waiting`, `failed`)"),
    // Servers of others.
    gauge("outbound_breaker_state", Unit::Count, "0 closed, 1 trying again, 2 open, by name of the server"),
    counter("outbound_requests_total", "calls of somebody else's server by name and outcome"),
    // Process.
    gauge("process_resident_memory_bytes", Unit::Bytes, "memory of the process"),
    gauge("process_cpu_seconds_total", Unit::Seconds, "processor time used by the process"),
    gauge("process_open_fds", Unit::Count, "open file descriptors"),
    gauge("process_threads", Unit::Count, "threads"),
];

/// Tells the recorder the unit and meaning of every metric.
pub(crate) fn describe() {
    for metric in CATALOGUE {
        match metric.kind {
            Kind::Counter => describe_counter!(metric.name, metric.unit, metric.meaning),
            Kind::Gauge => describe_gauge!(metric.name, metric.unit, metric.meaning),
            Kind::Histogram => describe_histogram!(metric.name, metric.unit, metric.meaning),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                rust_files(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    /// Names in `counter!("…")`, `gauge!("…")` and `histogram!("…")` of a source text.
    fn names_in(source: &str) -> impl Iterator<Item = &str> {
        ["counter!(", "gauge!(", "histogram!("].into_iter().flat_map(move |macro_name| {
            let uses = source.split(macro_name).skip(1);
            uses.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"').map(|(name, _)| name))
        })
    }

    #[test]
    fn every_metric_in_the_sources_is_in_the_catalogue() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut files = Vec::new();
        rust_files(&crates, &mut files);
        assert!(files.len() > 20, "the sources were found");
        let known: BTreeSet<&str> = CATALOGUE.iter().map(|metric| metric.name).collect();
        assert_eq!(known.len(), CATALOGUE.len(), "a name is in the catalogue twice");
        for file in files {
            let source = fs::read_to_string(&file).expect("a source file is text");
            let is_name =
                |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') && name.len() > 3;
            for name in names_in(&source).filter(is_name) {
                assert!(known.contains(name), "{name} of {} is not in the catalogue", file.display());
            }
        }
    }
}
