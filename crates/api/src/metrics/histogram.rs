//! A latency histogram: fixed bounds, atomic counters.

use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// Upper bounds, in microseconds: an answer takes some tens of them, a search some thousands.
const BOUNDS: [u64; 14] = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
    20_000_000,
];

/// How long requests took.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    buckets: [AtomicU64; BOUNDS.len() + 1],
    micros: AtomicU64,
}

impl Histogram {
    pub(super) fn observe(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound).unwrap_or(BOUNDS.len());
        self.buckets[bucket].fetch_add(1, Relaxed);
        self.micros.fetch_add(micros, Relaxed);
    }

    /// Its lines in the Prometheus text format; `labels` without braces.
    pub(super) fn write(&self, out: &mut String, name: &str, labels: &str) -> std::fmt::Result {
        let mut count = 0;
        for (bound, bucket) in BOUNDS.iter().zip(&self.buckets) {
            count += bucket.load(Relaxed);
            let (seconds, rest) = (bound / 1_000_000, bound % 1_000_000);
            let bound = format!("{seconds}.{rest:06}");
            let bound = bound.trim_end_matches('0').trim_end_matches('.');
            writeln!(out, "{name}_bucket{{{labels},le=\"{bound}\"}} {count}")?;
        }
        count += self.buckets[BOUNDS.len()].load(Relaxed);
        writeln!(out, "{name}_bucket{{{labels},le=\"+Inf\"}} {count}")?;
        let micros = self.micros.load(Relaxed);
        writeln!(out, "{name}_sum{{{labels}}} {}.{:06}", micros / 1_000_000, micros % 1_000_000)?;
        writeln!(out, "{name}_count{{{labels}}} {count}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_cumulative_and_bounds_are_seconds() {
        let histogram = Histogram::default();
        for micros in [90, 100, 101, 30_000_000] {
            histogram.observe(Duration::from_micros(micros));
        }
        let mut out = String::new();
        histogram.write(&mut out, "t", "route=\"r\"").unwrap();
        for line in [
            "t_bucket{route=\"r\",le=\"0.0001\"} 2\n",
            "t_bucket{route=\"r\",le=\"0.00025\"} 3\n",
            "t_bucket{route=\"r\",le=\"1\"} 3\n",
            "t_bucket{route=\"r\",le=\"20\"} 3\n",
            "t_bucket{route=\"r\",le=\"+Inf\"} 4\n",
            "t_sum{route=\"r\"} 30.000291\n",
            "t_count{route=\"r\"} 4\n",
        ] {
            assert!(out.contains(line), "{line}\n{out}");
        }
    }
}
