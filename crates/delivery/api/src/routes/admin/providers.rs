//! `GET /v1/admin/providers`: how others whose servers the shop calls are doing.

use axum::extract::State;
use cholon_webkit::{Problem, Rendered};

use crate::ApiState;
use crate::dto::admin::ProviderList;
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};

/// List providers
///
/// The log-in providers that are set up, each with whether this process asks it at present.
#[utoipa::path(
    get,
    path = "/v1/admin/providers",
    tag = "admin",
    security(("staff" = [])),
    params(ReadHeaders),
    responses((status = OK, description = "The providers.", body = ProviderList), WriteFailures, Refusals)
)]
pub(super) async fn list_providers(State(state): State<ApiState>) -> Result<Rendered, Problem> {
    Rendered::json(&ProviderList::new(state.shopping.identity.offered_providers()))
}
