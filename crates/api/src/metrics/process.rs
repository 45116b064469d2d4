//! What the process holds, under the names that every Prometheus client library uses; nothing where `/proc` is not.

use std::{
    fmt::{Result, Write},
    fs,
};

use super::text::alone;

/// Of one second, on every Linux that Rust runs on (`getconf CLK_TCK`).
const TICKS: f64 = 100.0;

pub(super) fn write(out: &mut String) -> Result {
    if let Some(seconds) = processor_seconds() {
        let help = "Total user and system CPU time spent in seconds.";
        alone(out, "process_cpu_seconds_total", "counter", help, seconds)?;
    }
    if let Some(bytes) = status_bytes("VmRSS:") {
        alone(out, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", bytes)?;
    }
    if let Some(bytes) = status_bytes("VmSize:") {
        alone(out, "process_virtual_memory_bytes", "gauge", "Virtual memory size in bytes.", bytes)?;
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        alone(out, "process_open_fds", "gauge", "Number of open file descriptors.", open.count())?;
    }
    if let Some(most) = most_files() {
        alone(out, "process_max_fds", "gauge", "Maximum number of open file descriptors.", most)?;
    }
    Ok(())
}

/// The program, as a metric of constant 1.
pub(super) fn build(out: &mut String) -> Result {
    let version = option_env!("AIGUILLEUR_VERSION").unwrap_or(env!("CARGO_PKG_VERSION"));
    let (version, revision) = version.split_once(' ').unwrap_or((version, ""));
    let revision = revision.trim_matches(['(', ')']);
    super::text::head(out, "aiguilleur_build_info", "gauge", "The program that answers.")?;
    writeln!(out, "aiguilleur_build_info{{version=\"{version}\",revision=\"{revision}\"}} 1")
}

fn status_bytes(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name may hold anything, and ends at the last parenthesis; user and system time are the 14th and
    // 15th fields of the line.
    let mut after = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let (user, system): (f64, f64) = (after.next()?.parse().ok()?, after.next()?.parse().ok()?);
    Some((user + system) / TICKS)
}

fn most_files() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_process_knows_itself() {
        let mut out = String::new();
        super::write(&mut out).unwrap();
        for name in ["cpu_seconds_total", "resident_memory_bytes", "open_fds", "max_fds"] {
            assert!(out.contains(&format!("\nprocess_{name} ")), "{out}");
        }
    }
}
