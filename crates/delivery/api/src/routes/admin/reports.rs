//! `/v1/admin/reports/…`: what became of carts.

use axum::extract::{RawQuery, State};
use cholon_webkit::{Code, Detail, Problem, Rendered};

use crate::ApiState;
use crate::dto::admin::Abandonment;
use crate::failure::from_shopping;
use crate::params::admin::ReportParams;
use crate::query::Query;
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};

/// Days that one report is about at most.
const DAYS_MAX: i32 = 366;

/// Report abandoned carts
///
/// How many carts were started, left, taken up again and given up, by day and channel.
#[utoipa::path(
    get,
    path = "/v1/admin/reports/abandonment",
    tag = "admin",
    security(("staff" = ["reports:read"])),
    params(ReportParams, ReadHeaders),
    responses((status = OK, description = "The report.", body = Abandonment), WriteFailures, Refusals)
)]
pub(super) async fn report_abandonment(
    State(state): State<ApiState>,
    RawQuery(raw): RawQuery,
) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = ReportParams::read(&mut query);
    query.finish()?;
    if (params.to - params.from).get_days() >= DAYS_MAX {
        let detail = Detail::new("to", "detail-too-many-days", [("max", DAYS_MAX)]);
        return Err(Problem::new(Code::Validation).with_details(vec![detail]));
    }
    let days = state.shopping.carts.figures(params.from, params.to).await;
    Rendered::json(&Abandonment::new(days.map_err(|error| from_shopping(error.into()))?))
}
