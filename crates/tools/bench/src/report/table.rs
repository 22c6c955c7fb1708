//! The table: Markdown whose columns are padded, so that a terminal shows it as well as a browser.

use std::time::Duration;

use super::figures::{millis, thousandths, whole};
use super::row::Row;

const HEADS: [&str; COLUMNS] =
    ["id", "what", "result", "p50 ms", "p95 ms", "p99 ms", "of bare", "CPU µs", "SQL", "errors", "must reach", "met"];
const COLUMNS: usize = 12;

/// Writes the rows as a table.
pub(crate) fn of(rows: &[Row]) -> String {
    let mut lines = vec![HEADS.map(str::to_owned)];
    lines.extend(rows.iter().map(cells));
    let widths: [usize; COLUMNS] = std::array::from_fn(|at| {
        lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    });
    let mut text: Vec<String> = lines.iter().map(|line| padded(line, widths)).collect();
    text.insert(1, padded(&widths.map(|width| "-".repeat(width)), widths));
    text.join("\n")
}

fn padded(cells: &[String; COLUMNS], widths: [usize; COLUMNS]) -> String {
    let cells: Vec<String> = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
    format!("| {} |", cells.join(" | "))
}

fn cells(row: &Row) -> [String; COLUMNS] {
    let latency = |nanos: Option<u64>| nanos.map(|nanos| millis(Duration::from_nanos(nanos))).unwrap_or_default();
    [
        row.id.to_owned(),
        row.what.clone(),
        row.result.clone(),
        latency(row.p50_nanos),
        latency(row.p95_nanos),
        latency(row.p99_nanos),
        row.percent_of_bare.map(|percent| format!("{percent} %")).unwrap_or_default(),
        row.processor_micros.map(whole).unwrap_or_default(),
        row.statements_of_thousand.map(thousandths).unwrap_or_default(),
        row.errors.to_string(),
        row.target.clone(),
        row.is_met.map(|is_met| if is_met { "yes" } else { "NO" }.to_owned()).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_equally_wide() {
        let rows = [
            Row::of_bytes("PERF-8", "memory when idle", 62_100_000).with_target("≤ 80 MB", true),
            Row::of_failure("PERF-9", &anyhow::anyhow!("no | products\nat all")),
        ];
        let text = of(&rows);
        let widths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
        assert_eq!(widths.len(), 4);
        assert!(widths.iter().all(|width| Some(width) == widths.first()), "{text}");
        assert!(text.contains("no   products at all"), "{text}");
    }
}
