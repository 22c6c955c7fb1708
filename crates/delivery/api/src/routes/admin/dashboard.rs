//! `GET /v1/admin/dashboard`: figures for a first look.

use axum::extract::State;
use cholon_webkit::{Problem, Rendered};

use crate::ApiState;
use crate::dto::admin::Dashboard;
use crate::failure::{from_identity, from_messages};
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};

/// Read the dashboard
///
/// Figures for a first look.
#[utoipa::path(
    get,
    path = "/v1/admin/dashboard",
    tag = "admin",
    security(("staff" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The figures.", body = Dashboard), WriteFailures, Refusals)
)]
pub(super) async fn read_dashboard(State(state): State<ApiState>) -> Result<Rendered, Problem> {
    let people = state.shopping.identity.figures().await.map_err(from_identity)?;
    let waiting = state.shopping.notifications.waiting().await.map_err(from_messages)?;
    Rendered::json(&Dashboard::new(people, waiting))
}
