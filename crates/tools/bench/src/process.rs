//! What Linux tells about a running process: memory and processor time.

use std::time::Duration;

use anyhow::Context as _;

/// Linux counts processor time in hundredths of a second for programs, whatever the kernel's own clock.
const TICKS_PER_SECOND: u64 = 100;

/// Resident memory of a process in bytes.
pub(crate) fn resident_bytes(pid: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).context("memory cannot be read")?;
    parse_resident(&status).context("no resident memory in the process's status")
}

/// Processor time that a process has used so far, over all its threads.
pub(crate) fn processor_time(pid: u32) -> anyhow::Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).context("processor time cannot be read")?;
    let ticks = parse_ticks(&stat).context("no processor time in the process's status")?;
    Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
}

fn parse_resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// User and system ticks. The name before them may hold spaces and brackets, so fields count from the last bracket.
fn parse_ticks(stat: &str) -> Option<u64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found() {
        let stat = "42 (a ) b) S 1 42 42 0 -1 4194560 900 0 3 0 150 50 0 0 20 0 3 0 1000 1 1";
        assert_eq!(parse_ticks(stat), Some(200));
        assert_eq!(parse_resident("Name:\tx\nVmRSS:\t    2048 kB\nThreads:\t1\n"), Some(2 * 1024 * 1024));
        assert_eq!(parse_resident("Name:\tx\n"), None);
    }

    #[test]
    fn this_process_has_memory() {
        assert!(resident_bytes(std::process::id()).unwrap() > 0);
        processor_time(std::process::id()).unwrap();
    }
}
