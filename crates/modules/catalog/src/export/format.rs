//! The format of an export, told by the file's name.

use std::path::Path;

/// How products are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// One JSON object a line.
    JsonLines,
    /// Comma-separated values with a header.
    Csv,
    /// A spreadsheet.
    Spreadsheet,
}

/// A format, packed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportFormat {
    /// How products are written.
    pub text: TextFormat,
    /// Whether the file is packed by gzip.
    pub is_packed: bool,
}

impl ExportFormat {
    /// The format that a file name asks for.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let (name, is_packed) = name.strip_suffix(".gz").map_or((name.as_str(), false), |name| (name, true));
        let text = match name.rsplit_once('.')?.1 {
            "jsonl" | "ndjson" => TextFormat::JsonLines,
            "csv" => TextFormat::Csv,
            "xlsx" => TextFormat::Spreadsheet,
            _ => return None,
        };
        Some(Self { text, is_packed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_format() {
        let of = |name: &str| ExportFormat::of(Path::new(name));
        assert_eq!(of("a/b.JSONL"), Some(ExportFormat { text: TextFormat::JsonLines, is_packed: false }));
        assert_eq!(of("b.v2.csv.gz"), Some(ExportFormat { text: TextFormat::Csv, is_packed: true }));
        assert_eq!(of("b.xlsx"), Some(ExportFormat { text: TextFormat::Spreadsheet, is_packed: false }));
        assert_eq!(of("b.gz"), None);
        assert_eq!(of("csv"), None);
    }
}
