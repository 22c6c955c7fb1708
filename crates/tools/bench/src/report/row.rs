//! One measurement and what it must reach.

use std::time::Duration;

use serde::Serialize;

use super::figures::{bytes, seconds, whole};
use crate::load::Tally;

/// A line of the report. Latencies are in nanoseconds in JSON, absent where none were measured.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row {
    /// Scenario, such as `PERF-1`.
    pub(crate) id: &'static str,
    /// What was measured.
    pub(crate) what: String,
    /// The figure itself: a rate, a time, a size, or why there is none.
    pub(crate) result: String,
    /// Answers a second.
    pub(crate) per_second: Option<u64>,
    /// A length of time, where that was measured.
    pub(crate) nanos: Option<u64>,
    /// An amount of memory or transfer, where that was measured.
    pub(crate) bytes: Option<u64>,
    /// Latency half of the answers stayed within.
    pub(crate) p50_nanos: Option<u64>,
    /// Latency 95 % of the answers stayed within.
    pub(crate) p95_nanos: Option<u64>,
    /// Latency 99 % of the answers stayed within.
    pub(crate) p99_nanos: Option<u64>,
    /// Rate in per cent of what the machine does bare: that of the bare server, or of rows written without a shop.
    pub(crate) percent_of_bare: Option<u64>,
    /// Answers that were not good.
    pub(crate) errors: u64,
    /// Processor time of the server for each request, in microseconds.
    pub(crate) processor_micros: Option<u64>,
    /// SQL statements for a thousand requests.
    pub(crate) statements_of_thousand: Option<u64>,
    /// What must be reached.
    pub(crate) target: String,
    /// Whether it was.
    pub(crate) is_met: Option<bool>,
}

/// What a measurement must reach.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Limit {
    /// 95 % of the answers within this time.
    P95(Duration),
    /// At least this many answers a second, and 95 % within this time.
    Rate { per_second: u64, p95: Duration },
    /// At least this part of the bare server's rate, and 99 % within this time.
    OfBare { percent: u64, p99: Duration },
}

impl Row {
    /// A row of a round of load.
    pub(crate) fn of_load(id: &'static str, what: impl Into<String>, tally: &Tally) -> Self {
        let nanos = |per_mille| u64::try_from(tally.latencies.quantile(per_mille).as_nanos()).ok();
        let per_second = per_second(tally);
        Self {
            id,
            what: what.into(),
            result: format!("{}/s", whole(per_second)),
            per_second: Some(per_second),
            p50_nanos: nanos(500),
            p95_nanos: nanos(950),
            p99_nanos: nanos(990),
            errors: tally.errors,
            ..Self::default()
        }
    }

    /// A row of a rate alone.
    pub(crate) fn of_rate(id: &'static str, what: impl Into<String>, per_second: u64) -> Self {
        let result = format!("{}/s", whole(per_second));
        Self { id, what: what.into(), result, per_second: Some(per_second), ..Self::default() }
    }

    /// A row of a length of time.
    pub(crate) fn of_time(id: &'static str, what: impl Into<String>, time: Duration) -> Self {
        let nanos = u64::try_from(time.as_nanos()).ok();
        Self { id, what: what.into(), result: seconds(time), nanos, ..Self::default() }
    }

    /// A row of an amount of memory or transfer.
    pub(crate) fn of_bytes(id: &'static str, what: impl Into<String>, amount: u64) -> Self {
        Self { id, what: what.into(), result: bytes(amount), bytes: Some(amount), ..Self::default() }
    }

    /// A row of a measurement that could not be made.
    pub(crate) fn of_failure(id: &'static str, error: &anyhow::Error) -> Self {
        let result = format!("{error:#}").replace(['\n', '|'], " ");
        Self { id, what: "could not be measured".to_owned(), result, errors: 1, is_met: Some(false), ..Self::default() }
    }

    /// Adds what must be reached and whether it was.
    pub(crate) fn with_target(mut self, target: impl Into<String>, is_met: bool) -> Self {
        self.target = target.into();
        self.is_met = Some(is_met);
        self
    }

    /// Adds the processor time that the server used for all the answers.
    pub(crate) fn with_processor(mut self, used: Duration, tally: &Tally) -> Self {
        let micros = u64::try_from(used.as_micros()).unwrap_or(u64::MAX);
        self.processor_micros = micros.checked_div(tally.latencies.count());
        self
    }

    /// Adds the SQL statements behind all the answers.
    pub(crate) fn with_statements(mut self, statements: Option<u64>, tally: &Tally) -> Self {
        self.statements_of_thousand = statements.and_then(|count| (count * 1000).checked_div(tally.latencies.count()));
        self
    }

    /// Compares with the rate of the bare machine.
    pub(crate) fn beside(mut self, bare: &Self) -> Self {
        let rates = self.per_second.zip(bare.per_second);
        self.percent_of_bare = rates.and_then(|(own, bare)| (own * 100).checked_div(bare));
        self
    }

    /// Judges a round of load; answers that were not good fail it whatever its times.
    pub(crate) fn judged(self, limit: Limit) -> Self {
        let within =
            |nanos: Option<u64>, most: Duration| nanos.is_some_and(|nanos| Duration::from_nanos(nanos) <= most);
        let is_good = self.errors == 0 && self.per_second.is_some_and(|rate| rate > 0);
        match limit {
            Limit::P95(most) => {
                let is_met = is_good && within(self.p95_nanos, most);
                self.with_target(format!("p95 ≤ {} ms", most.as_millis()), is_met)
            }
            Limit::Rate { per_second, p95 } => {
                let is_fast = self.per_second.is_some_and(|own| own >= per_second);
                let is_met = is_good && is_fast && within(self.p95_nanos, p95);
                self.with_target(format!("≥ {}/s, p95 ≤ {} ms", whole(per_second), p95.as_millis()), is_met)
            }
            Limit::OfBare { percent, p99 } => {
                let is_fast = self.percent_of_bare.is_some_and(|own| own >= percent);
                let is_met = is_good && is_fast && within(self.p99_nanos, p99);
                self.with_target(format!("≥ {percent} % of bare, p99 ≤ {} ms", p99.as_millis()), is_met)
            }
        }
    }
}

/// Good answers a second.
fn per_second(tally: &Tally) -> u64 {
    let millis = u64::try_from(tally.elapsed.as_millis()).unwrap_or(u64::MAX);
    (tally.latencies.count() * 1000).checked_div(millis).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(answers: u64, latency: Duration, errors: u64) -> Row {
        let mut tally = Tally { elapsed: Duration::from_secs(1), errors, ..Tally::default() };
        (0..answers).for_each(|_| tally.latencies.record(latency));
        Row::of_load("PERF-1", "home", &tally)
    }

    #[test]
    fn a_round_is_judged_by_rate_time_and_errors() {
        let limit = Limit::OfBare { percent: 60, p99: Duration::from_millis(20) };
        let bare = row(1000, Duration::from_millis(1), 0);
        let judge = |answers, millis, errors| {
            row(answers, Duration::from_millis(millis), errors).beside(&bare).judged(limit).is_met
        };
        assert_eq!(judge(600, 5, 0), Some(true));
        assert_eq!(judge(590, 5, 0), Some(false), "too slow");
        assert_eq!(judge(600, 25, 0), Some(false), "too late");
        assert_eq!(judge(600, 5, 1), Some(false), "an error");
    }

    #[test]
    fn a_round_without_answers_meets_nothing() {
        let judged = row(0, Duration::ZERO, 0).judged(Limit::P95(Duration::from_millis(10)));
        assert_eq!(judged.is_met, Some(false));
    }
}
