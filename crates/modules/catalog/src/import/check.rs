//! The first pass: every row is read and compared with the database, nothing is written.

use cholon_database::Database;

use super::error::ImportError;
use super::gather::Group;
use super::resolve::Resolved;
use super::stream::{Piece, stream};
use super::{ERRORS_KEPT_MAX, ImportPhase, ImportProgress, ImportReport, ImportSource, ProgressSink, RowError};

/// Checks a whole source.
pub(crate) async fn check(
    database: &Database,
    source: &ImportSource,
    progress: ProgressSink<'_>,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut pieces = stream(source.clone());
    let mut connection = database.read().await?;
    loop {
        match pieces.recv().await.ok_or(ImportError::Interrupted)?? {
            Piece::End { unknown_columns } => {
                report.unknown_columns = unknown_columns;
                return Ok(report);
            }
            Piece::Batch(groups) => {
                let resolved = Resolved::load(&mut connection, &groups, false).await?;
                for group in groups {
                    count(&mut report, &resolved, group);
                }
                let (phase, rows_done) = (ImportPhase::Checking, report.rows);
                progress(ImportProgress { phase, rows_done, rows_total: None });
            }
        }
    }
}

fn count(report: &mut ImportReport, resolved: &Resolved, group: Group) {
    report.rows += group.rows;
    report.products += 1;
    let conflicts = if group.errors.is_empty() { resolved.conflicts(&group) } else { Vec::new() };
    if group.errors.is_empty() && conflicts.is_empty() {
        *(if resolved.current(&group).is_some() { &mut report.updated } else { &mut report.created }) += 1;
        return;
    }
    report.skipped += 1;
    group.errors.into_iter().chain(conflicts).for_each(|error| keep(report, error));
}

fn keep(report: &mut ImportReport, error: RowError) {
    report.error_count += 1;
    if report.errors.len() < ERRORS_KEPT_MAX {
        report.errors.push(error);
    }
}
