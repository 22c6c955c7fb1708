//! `GET /v1/admin/audit-logs/export`: the audit log as a table for other programs.

use axum::extract::{RawQuery, State};
use cholon_identity::audit::{AUDIT_EXPORT_MAX, AuditLine};
use cholon_webkit::{Problem, Rendered, csv_table};
use http::{HeaderName, HeaderValue};

use crate::ApiState;
use crate::failure::from_identity;
use crate::params::admin::{AuditParams, ExportParams};
use crate::query::Query;
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};

const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8");
/// Where the next table begins; not there on the last one.
const NEXT_CURSOR: HeaderName = HeaderName::from_static("x-next-cursor");

/// Export what staff changed
///
/// The lines that fit as CSV, newest first, at most 1,000; `X-Next-Cursor` leads to the next ones. No cell is a formula.
#[utoipa::path(
    get,
    path = "/v1/admin/audit-logs/export",
    tag = "admin",
    security(("staff" = ["audit:read"])),
    params(AuditParams, ExportParams, ReadHeaders),
    responses(
        (status = OK, description = "The table.", body = String, content_type = "text/csv",
            headers(("X-Next-Cursor" = String, description = "Where the next table begins; not there on the last one."))),
        WriteFailures,
        Refusals
    )
)]
pub(super) async fn export_audit_lines(
    State(state): State<ApiState>,
    RawQuery(raw): RawQuery,
) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let (params, place) = (AuditParams::read(&mut query), ExportParams::read(&mut query));
    query.finish()?;
    let query = params.query(place.before()?);
    let lines = state.shopping.identity.audit_export(&query).await.map_err(from_identity)?;
    let table = csv_table(Some(AuditLine::COLUMNS), lines.iter().map(AuditLine::values));
    let rendered = Rendered::bytes(CSV, table.into());
    let last = lines.last().filter(|_| lines.len() >= AUDIT_EXPORT_MAX as usize);
    Ok(match last {
        Some(line) => rendered.with_header(NEXT_CURSOR, line.number.into()),
        None => rendered,
    })
}
