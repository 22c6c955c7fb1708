//! `/v1/admin/audit-logs`: what staff changed, and whether the log is whole.

use axum::extract::{RawQuery, State};
use cholon_webkit::{Problem, Rendered};

use crate::ApiState;
use crate::dto::admin::{AuditPage, Chain};
use crate::failure::from_identity;
use crate::params::admin::{AuditParams, ListParams};
use crate::query::Query;
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};

/// List what staff changed
///
/// Lines of the audit log that fit, newest first.
#[utoipa::path(
    get,
    path = "/v1/admin/audit-logs",
    tag = "admin",
    security(("staff" = ["audit:read"])),
    params(AuditParams, ListParams, ReadHeaders),
    responses((status = OK, description = "A page of the log.", body = AuditPage), WriteFailures, Refusals)
)]
pub(super) async fn list_audit_lines(
    State(state): State<ApiState>,
    RawQuery(raw): RawQuery,
) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let (params, list) = (AuditParams::read(&mut query), ListParams::read(&mut query));
    query.finish()?;
    let query = params.query(list.before()?);
    let lines = state.shopping.identity.audit_lines(&query, list.limit()).await.map_err(from_identity)?;
    let next_cursor = list.next(lines.len(), lines.last().map(|line| line.number.to_string()));
    Rendered::json(&AuditPage { items: lines.into_iter().map(Into::into).collect(), next_cursor })
}

/// Verify the audit log
///
/// Reads the whole log and says whether it is what was written.
#[utoipa::path(
    post,
    path = "/v1/admin/audit-logs/verify",
    tag = "admin",
    security(("staff" = ["audit:read"])),
    responses((status = OK, description = "What was found.", body = Chain), WriteFailures, Refusals)
)]
pub(super) async fn verify_audit_log(State(state): State<ApiState>) -> Result<Rendered, Problem> {
    Rendered::json(&Chain::from(state.shopping.identity.verify_audit().await.map_err(from_identity)?))
}
