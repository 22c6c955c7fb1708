//! Jobs that come again by the clock of the shop.

use std::str::FromStr as _;

use cholon_kernel::clock::{LOCAL_TIME_ZONE, Timestamp};
use croner::Cron;

use crate::job::{Job, JobId};
use crate::store::NewJob;

/// The key that keeps a schedule from piling up jobs while one waits.
const UNIQUE_KEY: &str = "schedule";

/// A schedule that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the schedule {name} has a rule that cannot be followed: {reason}")]
pub struct ScheduleError {
    name: &'static str,
    reason: String,
}

/// A job and when it comes again.
pub(crate) struct Schedule {
    pub(crate) name: &'static str,
    pub(crate) cron: &'static str,
    rule: Cron,
    kind: &'static str,
    payload: serde_json::Value,
    attempts_max: u16,
}

impl Schedule {
    pub(crate) fn new<J: Job>(name: &'static str, cron: &'static str, job: &J) -> Result<Self, ScheduleError> {
        let wrong = |reason: String| ScheduleError { name, reason };
        let rule = Cron::from_str(cron).map_err(|error| wrong(error.to_string()))?;
        let payload = serde_json::to_value(job).map_err(|error| wrong(error.to_string()))?;
        let schedule = Self { name, cron, rule, kind: J::KIND, payload, attempts_max: J::ATTEMPTS_MAX };
        schedule.next_after(Timestamp::UNIX_EPOCH).ok_or_else(|| wrong("it never comes".to_owned()))?;
        Ok(schedule)
    }

    /// The next time after `moment`, in the shop's time zone; `None` when the rule never comes again.
    pub(crate) fn next_after(&self, moment: Timestamp) -> Option<Timestamp> {
        let local = moment.in_tz(LOCAL_TIME_ZONE).ok()?;
        Some(self.rule.find_next_occurrence(&local, false).ok()?.timestamp())
    }

    pub(crate) fn job(&self, id: JobId, now: Timestamp) -> NewJob<'_> {
        NewJob {
            id,
            kind: self.kind,
            payload: &self.payload,
            unique_key: Some(UNIQUE_KEY),
            attempts_max: self.attempts_max,
            due_at: now,
            created_at: now,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Tidy {}

    impl Job for Tidy {
        const KIND: &'static str = "test.tidy";
    }

    #[test]
    fn night_is_night_in_the_shops_time_zone() {
        let schedule = Schedule::new("tidy", "30 3 * * *", &Tidy {}).unwrap();
        let next = schedule.next_after("2026-11-20T12:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(next.to_string(), "2026-11-20T20:30:00Z");
        assert_eq!(schedule.next_after(next).unwrap().to_string(), "2026-11-21T20:30:00Z");
    }

    #[test]
    fn a_rule_that_cannot_be_read_or_never_comes_is_refused() {
        assert!(Schedule::new("odd", "every now and then", &Tidy {}).is_err());
        assert!(Schedule::new("never", "0 0 31 2 *", &Tidy {}).is_err());
    }
}
