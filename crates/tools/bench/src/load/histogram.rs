//! Counts of latencies in log-linear buckets: every figure is right to about one percent, in constant memory.

use std::time::Duration;

/// Buckets of one power of two; the relative error is at most its inverse.
const STEPS: u64 = 1 << STEP_BITS;
const STEP_BITS: u32 = 7;
/// Latencies are counted up to 2^40 ns, about 18 minutes; longer ones go into the last bucket.
const OCTAVES: u64 = 40 - STEP_BITS as u64;
const BUCKETS: u64 = STEPS * (OCTAVES + 1);

/// Latencies by how often they happened.
#[derive(Debug, Clone)]
pub(crate) struct Histogram {
    buckets: Vec<u64>,
    count: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { buckets: (0..BUCKETS).map(|_| 0).collect(), count: 0 }
    }
}

impl Histogram {
    /// Counts one latency.
    pub(crate) fn record(&mut self, latency: Duration) {
        let nanos = u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX);
        if let Some(bucket) = usize::try_from(bucket_of(nanos)).ok().and_then(|at| self.buckets.get_mut(at)) {
            *bucket += 1;
            self.count += 1;
        }
    }

    /// Adds what another connection counted.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.buckets.iter_mut().zip(&other.buckets) {
            *mine += theirs;
        }
        self.count += other.count;
    }

    /// How many latencies were counted.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// The latency that `per_mille` of all stayed within; zero when nothing was counted.
    pub(crate) fn quantile(&self, per_mille: u64) -> Duration {
        let rank = (self.count * per_mille).div_ceil(1000).max(1);
        let mut seen = 0;
        for (bucket, count) in (0..).zip(&self.buckets) {
            seen += count;
            if seen >= rank {
                return Duration::from_nanos(highest_of(bucket));
            }
        }
        Duration::ZERO
    }
}

/// The bucket of a value: values below [`STEPS`] have their own, above each power of two has [`STEPS`] of them.
fn bucket_of(nanos: u64) -> u64 {
    if nanos < STEPS {
        return nanos;
    }
    let octave = u64::from(nanos.ilog2() - STEP_BITS);
    let step = (nanos >> octave) - STEPS;
    (STEPS * (octave + 1) + step).min(BUCKETS - 1)
}

/// The highest value that falls into a bucket.
fn highest_of(bucket: u64) -> u64 {
    if bucket < STEPS {
        return bucket;
    }
    let (octave, step) = (bucket / STEPS - 1, bucket % STEPS);
    ((STEPS + step + 1) << octave) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_kept_to_about_one_percent() {
        let mut nanos = 1_u64;
        while nanos < 1 << 39 {
            let kept = highest_of(bucket_of(nanos));
            assert!(kept >= nanos && (kept - nanos) * 100 <= nanos, "{nanos} became {kept}");
            nanos += nanos / 3 + 1;
        }
    }

    #[test]
    fn buckets_follow_each_other_without_gaps() {
        for bucket in 0..BUCKETS - 1 {
            assert_eq!(bucket_of(highest_of(bucket)), bucket);
            assert_eq!(bucket_of(highest_of(bucket) + 1), bucket + 1);
        }
    }

    #[test]
    fn quantiles_of_a_merged_ramp() {
        let (mut low, mut high) = (Histogram::default(), Histogram::default());
        for micros in 1..=500 {
            low.record(Duration::from_micros(micros));
            high.record(Duration::from_micros(micros + 500));
        }
        low.merge(&high);
        assert_eq!(low.count(), 1000);
        for (per_mille, micros) in [(500, 500), (950, 950), (990, 990), (1000, 1000)] {
            let (found, wanted) = (low.quantile(per_mille), Duration::from_micros(micros));
            assert!(found >= wanted && found <= wanted * 101 / 100, "{per_mille}: {found:?}");
        }
    }

    #[test]
    fn nothing_counted_is_zero_and_too_long_goes_last() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.quantile(990), Duration::ZERO);
        histogram.record(Duration::from_secs(1_000_000));
        assert_eq!(histogram.count(), 1);
        assert!(histogram.quantile(500) >= Duration::from_secs(1000));
    }
}
