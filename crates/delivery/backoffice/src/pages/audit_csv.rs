//! `/admin/nhat-ky/xuat.csv`: the audit log as a table, read and sent batch by batch.

use axum::body::Body;
use axum::response::Response;
use cholon_identity::audit::{AUDIT_EXPORT_MAX, AuditLine, AuditQuery};
use cholon_identity::{Identity, IdentityError};
use cholon_kernel::clock::Timestamp;
use cholon_webkit::{csv_table, local};
use futures_util::stream;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

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
    let columns = progress.is_first.then_some(AuditLine::COLUMNS);
    let table = csv_table(columns, lines.iter().map(AuditLine::values));
    progress.is_first = false;
    Ok(Some((table, progress)))
}
