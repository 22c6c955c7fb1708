//! What shoppers ask for: counts per day and text, written in batches, nothing about who asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cholon_database::Database;
use cholon_kernel::Clock;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::analysis::readable;
use crate::error::SearchError;
use crate::facade::Search;
use crate::index::cut;
use crate::store;

/// Different texts that wait for being written; more are not counted until the next flush.
const WAITING_MAX: usize = 10_000;
/// Rows of one statement.
const ROWS_MAX: usize = 1_000;
/// Bytes of a text that are kept.
const QUERY_BYTES_MAX: usize = 100;
/// Digits in a row from which a text may be somebody's number.
const PERSONAL_DIGITS: usize = 8;
/// Time between writes.
const FLUSH_INTERVAL: Duration = Duration::from_secs(10);
/// Writes between looks at what is popular.
const POPULAR_ROUNDS: u64 = 30;
/// Writes between forgetting: a day.
const FORGET_ROUNDS: u64 = 8_640;
/// Days that the log keeps.
const KEPT_DAYS: i64 = 400;
/// Days that popular queries come from.
const POPULAR_DAYS: i64 = 30;
/// Queries that suggestions know.
const POPULAR_MAX: u32 = 500;
/// Searches that make a query popular: a text that one person typed is nobody else's suggestion.
const POPULAR_SEARCHES_MIN: u64 = 5;
/// Hours of local time ahead of UTC; there is no daylight saving.
const LOCAL_OFFSET_HOURS: i8 = 7;

/// Counts of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct QueryCounts {
    /// The text: lower case, single blanks.
    pub query: String,
    /// How often it was asked.
    pub searches: u64,
    /// How often nothing fitted all of it.
    pub zero_results: u64,
    /// How often a product of its answer was opened.
    pub clicks: u64,
}

/// Which texts come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryOrder {
    /// Most asked.
    Searches,
    /// Most often without a good answer; only those.
    ZeroResults,
}

/// The query log. Cheap to clone; counting never waits.
#[derive(Clone)]
pub struct QueryLog {
    database: Database,
    clock: Arc<dyn Clock>,
    waiting: Arc<Mutex<HashMap<(Date, String), QueryCounts>>>,
}

impl std::fmt::Debug for QueryLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("QueryLog").finish_non_exhaustive()
    }
}

impl QueryLog {
    /// The log kept in `database`.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock, waiting: Arc::default() }
    }

    /// Counts a search; `is_answered` says whether something fitted all of it.
    pub fn searched(&self, text: &str, is_answered: bool) {
        self.count(text, |counts| {
            counts.searches += 1;
            counts.zero_results += u64::from(!is_answered);
        });
    }

    /// Counts that a product of the answer to `text` was opened.
    pub fn clicked(&self, text: &str) {
        self.count(text, |counts| counts.clicks += 1);
    }

    fn count(&self, text: &str, change: impl FnOnce(&mut QueryCounts)) {
        let Some(query) = normalised(text) else { return };
        let key = (self.today(), query);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < WAITING_MAX || waiting.contains_key(&key) {
            change(waiting.entry(key).or_default());
        }
    }

    fn today(&self) -> Date {
        let zone = TimeZone::fixed(Offset::constant(LOCAL_OFFSET_HOURS));
        self.clock.now().to_zoned(zone).date()
    }

    /// Writes what waits; what could not be written waits on.
    pub async fn flush(&self) -> Result<(), SearchError> {
        let taken = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let mut rows: Vec<(Date, QueryCounts)> =
            taken.into_iter().map(|((day, query), counts)| (day, QueryCounts { query, ..counts })).collect();
        while !rows.is_empty() {
            let start = rows.len().saturating_sub(ROWS_MAX);
            if let Err(error) = store::add_counts(&self.database, &rows[start..]).await {
                self.put_back(rows);
                return Err(error.into());
            }
            rows.truncate(start);
        }
        Ok(())
    }

    fn put_back(&self, rows: Vec<(Date, QueryCounts)>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        for (day, row) in rows {
            let counts = waiting.entry((day, row.query)).or_default();
            counts.searches += row.searches;
            counts.zero_results += row.zero_results;
            counts.clicks += row.clicks;
        }
    }

    /// Until `stop`, and once more then: writes every few seconds, gives `search` the popular queries, forgets old days.
    pub async fn run(self, search: Search, stop: CancellationToken) {
        for round in 0_u64.. {
            if let Err(error) = self.tend(&search, round).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "query log cannot be tended");
            }
            if stop.is_cancelled() {
                return;
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(FLUSH_INTERVAL) => {}
            }
        }
    }

    async fn tend(&self, search: &Search, round: u64) -> Result<(), SearchError> {
        self.flush().await?;
        if round.is_multiple_of(POPULAR_ROUNDS) {
            search.set_popular(self.popular().await?);
        }
        if round.is_multiple_of(FORGET_ROUNDS) {
            self.forget_old().await?;
        }
        Ok(())
    }

    /// The sums of the last `days`, in `order`.
    pub async fn top(&self, days: u16, order: QueryOrder, limit: u32) -> Result<Vec<QueryCounts>, SearchError> {
        let since = self.today().saturating_sub(i64::from(days).days());
        Ok(store::top_queries(&mut *self.database.read().await?, since, order, i64::from(limit)).await?)
    }

    /// Texts that suggestions may offer: asked often lately, and answered.
    pub async fn popular(&self) -> Result<Vec<String>, SearchError> {
        let days = u16::try_from(POPULAR_DAYS).unwrap_or(u16::MAX);
        let top = self.top(days, QueryOrder::Searches, POPULAR_MAX).await?;
        let good =
            top.into_iter().filter(|row| row.searches >= POPULAR_SEARCHES_MIN && row.zero_results * 2 < row.searches);
        Ok(good.map(|row| row.query).collect())
    }

    /// Forgets what is older than the log keeps; how many rows went.
    pub async fn forget_old(&self) -> Result<u64, SearchError> {
        Ok(store::forget_before(&self.database, self.today().saturating_sub(KEPT_DAYS.days())).await?)
    }
}

/// The text as it is counted; `None` when it is empty or could be an address or a number of somebody.
fn normalised(text: &str) -> Option<String> {
    let readable = readable(cut(text, 4 * QUERY_BYTES_MAX));
    let clean: String = readable.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = cut(&words, QUERY_BYTES_MAX).trim().to_owned();
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let is_personal = words.contains('@') || digits >= PERSONAL_DIGITS;
    (words.chars().any(char::is_alphanumeric) && !is_personal).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_in_one_writing_and_nobody_is_recognisable() {
        assert_eq!(normalised("  Tủ  LẠNH\u{0} "), Some("tủ lạnh".to_owned()));
        assert_eq!(normalised("tu\u{309} la\u{323}nh"), Some("tủ lạnh".to_owned()));
        for text in ["an@example.com", "0912 345 678", "!!!", ""] {
            assert_eq!(normalised(text), None, "{text}");
        }
        assert!(normalised(&"ế".repeat(5000)).unwrap().len() <= QUERY_BYTES_MAX);
    }
}
