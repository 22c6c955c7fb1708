//! Tables for spreadsheets, in which no cell is a formula.

/// The mark by which spreadsheets know that the text is UTF-8.
const MARK: &str = "\u{feff}";
/// Letters by which spreadsheets take a cell for a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Rows as CSV (RFC 4180); with the names of the columns on top where the table begins.
pub fn csv_table<const N: usize>(columns: Option<[&str; N]>, rows: impl IntoIterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(if columns.is_some() { MARK.as_bytes().to_vec() } else { Vec::new() });
    let head = columns.map(|columns| columns.map(str::to_owned));
    for row in head.into_iter().chain(rows) {
        let written = writer.write_record(row.map(cell));
        debug_assert!(written.is_ok(), "memory takes every row");
    }
    writer.into_inner().unwrap_or_default()
}

/// A text that no spreadsheet takes for a formula.
fn cell(text: String) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let rows = [["=HYPERLINK(\"https://evil.example\")".to_owned()], ["staff:1".to_owned()]];
        let table = csv_table(Some(["actor"]), rows);
        let expected = "\u{feff}actor\n\"'=HYPERLINK(\"\"https://evil.example\"\")\"\nstaff:1\n";
        assert_eq!(String::from_utf8_lossy(&table), expected);
    }
}
