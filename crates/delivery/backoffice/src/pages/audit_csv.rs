//! `/admin/nhat-ky/xuat.csv`: the audit log as a table, read and sent batch by batch.

use axum::body::Body;
use axum::response::Response;
use cholon_identity::audit::{AUDIT_EXPORT_MAX, AuditLine, AuditQuery};
use cholon_identity::{Identity, IdentityError};
use cholon_kernel::clock::Timestamp;
use cholon_webkit::local;
use futures_util::stream;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// The mark by which spreadsheets know that the text is UTF-8.
const MARK: &str = "\u{feff}";
/// Letters by which spreadsheets take a cell for a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// The names of the columns.
const COLUMNS: [&str; 10] =
    ["number", "time", "actor", "action", "entity", "entity_id", "old", "new", "address", "user_agent"];

/// Where an export stands.
struct Progress {
    identity: Identity,
    query: AuditQuery,
    is_first: bool,
    is_over: bool,
}

/// The lines that fit, newest first, however many there are; a batch is in memory at a time.
pub(super) fn download(identity: Identity, query: AuditQuery, now: Timestamp) -> Response {
    let progress = Progress { identity, query, is_first: true, is_over: false };
    let mut response = Response::new(Body::from_stream(stream::try_unfold(progress, next)));
    let name = format!("attachment; filename=\"audit-{}.csv\"", local(now).date());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment")));
    response
}

async fn next(mut progress: Progress) -> Result<Option<(Vec<u8>, Progress)>, IdentityError> {
    if progress.is_over {
        return Ok(None);
    }
    let lines = progress.identity.audit_export(&progress.query).await?;
    progress.is_over = lines.len() < AUDIT_EXPORT_MAX as usize;
    progress.query.before = lines.last().map(|line| line.number);
    let table = table(&lines, progress.is_first);
    progress.is_first = false;
    Ok(Some((table, progress)))
}

/// The lines as rows, below the names of the columns on top of the first batch.
fn table(lines: &[AuditLine], is_first: bool) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(if is_first { MARK.as_bytes().to_vec() } else { Vec::new() });
    let head = is_first.then(|| COLUMNS.map(str::to_owned));
    for row in head.into_iter().chain(lines.iter().map(row)) {
        let written = writer.write_record(&row);
        debug_assert!(written.is_ok(), "memory takes every row");
    }
    writer.into_inner().unwrap_or_default()
}

fn row(line: &AuditLine) -> [String; COLUMNS.len()] {
    [
        line.number.to_string(),
        line.happened_at.to_string(),
        cell(&line.actor),
        cell(&line.action),
        cell(&line.entity),
        cell(&line.entity_id),
        cell(&line.old_values),
        cell(&line.new_values),
        cell(&line.address),
        cell(&line.user_agent),
    ]
}

/// A text that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"https://evil.example\")"), "'=HYPERLINK(\"https://evil.example\")");
        assert_eq!(cell("staff:1"), "staff:1");
    }
}
