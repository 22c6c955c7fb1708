//! What the operating system knows about this process.

use std::fs;

use metrics::gauge;

/// Clock ticks per second in `/proc`; Linux shows 100 on every architecture we build for.
const TICKS_PER_SECOND: u32 = 100;

/// Updates the gauges of the process. Where there is no `/proc`, they stay unset.
#[expect(clippy::cast_precision_loss, reason = "gauges are floats; the numbers are far below 2^53")]
pub(crate) fn measure() {
    if let Some(bytes) = resident_bytes() {
        gauge!("process_resident_memory_bytes").set(bytes as f64);
    }
    if let Some((ticks, threads)) = ticks_and_threads() {
        gauge!("process_cpu_seconds_total").set(ticks as f64 / f64::from(TICKS_PER_SECOND));
        gauge!("process_threads").set(threads as f64);
    }
    if let Ok(entries) = fs::read_dir("/proc/self/fd") {
        gauge!("process_open_fds").set(entries.count() as f64);
    }
}

fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024)
}

/// User and system time in ticks, and the number of threads.
fn ticks_and_threads() -> Option<(u64, u64)> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in parentheses and may hold anything; fields count after it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some((number(11)? + number(12)?, number(17)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_seen() {
        assert!(resident_bytes().is_some_and(|bytes| bytes > 1_000_000));
        assert!(ticks_and_threads().is_some_and(|(_, threads)| threads >= 1));
    }
}
