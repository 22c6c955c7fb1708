//! `/v1/admin/users`: finding accounts.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use cholon_identity::PeopleQuery;
use cholon_webkit::{Problem, Rendered};
use uuid::Uuid;

use crate::ApiState;
use crate::dto::admin::{User, UserPage};
use crate::failure::from_identity;
use crate::params::admin::{ListParams, UserParams};
use crate::query::Query;
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};
use crate::routes::{ItemPath, path_id};

/// List accounts
///
/// Accounts that fit, newest first.
#[utoipa::path(
    get,
    path = "/v1/admin/users",
    tag = "admin",
    security(("staff" = ["users:read"])),
    params(UserParams, ListParams, ReadHeaders),
    responses((status = OK, description = "A page of accounts.", body = UserPage), WriteFailures, Refusals)
)]
pub(super) async fn list_users(State(state): State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let (params, list) = (UserParams::read(&mut query), ListParams::read(&mut query));
    query.finish()?;
    let query = PeopleQuery { filter: params.filter.into(), text: params.q, before: list.before()? };
    let people = state.shopping.identity.people(&query, list.limit()).await.map_err(from_identity)?;
    let next_cursor = list.next(people.len(), people.last().map(|person| person.id.to_string()));
    Rendered::json(&UserPage { items: people.into_iter().map(User::from).collect(), next_cursor })
}

/// Read an account
///
/// Also when it is blocked or deleted.
#[utoipa::path(
    get,
    path = "/v1/admin/users/{id}",
    tag = "admin",
    security(("staff" = ["users:read"])),
    params(ItemPath, ReadHeaders),
    responses((status = OK, description = "The account.", body = User), WriteFailures, Refusals)
)]
pub(super) async fn read_user(
    State(state): State<ApiState>,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let person = state.shopping.identity.person(path_id(id)?.into()).await.map_err(from_identity)?;
    Rendered::json(&User::from(person))
}
