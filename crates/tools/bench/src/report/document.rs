//! The results as text, and the document that keeps the last ones.

use std::path::Path;

use anyhow::Context as _;

use super::{Report, table};

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// Writes where, when and what.
pub(crate) fn results(report: &Report) -> String {
    let machine = &report.machine;
    let commit = machine.commit.as_deref().unwrap_or("unknown");
    let quick =
        if report.is_quick { " Quick run: short rounds and few products, the figures mean little." } else { "" };
    format!(
        "{date} UTC, {processor}, {cores} cores, commit {commit}, {build} build.{quick}\n\n{table}",
        date = machine.date,
        processor = machine.processor,
        cores = machine.cores,
        build = machine.build,
        table = table::of(&report.rows),
    )
}

/// Replaces the results of a document.
pub(crate) fn update(file: &Path, results: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let text = replaced(&text, results)
        .with_context(|| format!("{} lacks the line {BEGIN} or {END} after it", file.display()))?;
    std::fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}

fn replaced(text: &str, results: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{results}\n\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_part_between_the_markers_changes() {
        let text = format!("# A\n\n{BEGIN}\nold\n{END}\n\nB\n");
        let new = replaced(&text, "new").unwrap();
        assert_eq!(new, format!("# A\n\n{BEGIN}\n\nnew\n\n{END}\n\nB\n"));
        assert_eq!(replaced(&new, "new").unwrap(), new, "doing it again changes nothing");
    }

    #[test]
    fn a_document_without_markers_is_left_alone() {
        assert_eq!(replaced("# A\n", "new"), None);
        assert_eq!(replaced(&format!("{END}{BEGIN}"), "new"), None);
    }
}
