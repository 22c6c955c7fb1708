//! `/v1/admin/messages`: what the shop has written to people.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use cholon_webkit::{Problem, Rendered};
use uuid::Uuid;

use crate::ApiState;
use crate::dto::admin::{Message, MessagePage};
use crate::failure::from_messages;
use crate::params::admin::{ListParams, MessageParams};
use crate::query::Query;
use crate::routes::responses::{ReadHeaders, Refusals, WriteFailures};
use crate::routes::{ItemPath, path_id};

/// List messages
///
/// What the shop has written to people, newest first.
#[utoipa::path(
    get,
    path = "/v1/admin/messages",
    tag = "admin",
    security(("staff" = ["messages:read"])),
    params(MessageParams, ListParams, ReadHeaders),
    responses((status = OK, description = "A page of messages.", body = MessagePage), WriteFailures, Refusals)
)]
pub(super) async fn list_messages(State(state): State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let (params, list) = (MessageParams::read(&mut query), ListParams::read(&mut query));
    query.finish()?;
    let wanted = params.state.map(Into::into);
    let found = state.shopping.notifications.outbox_in(wanted, list.before()?, list.limit()).await;
    let messages = found.map_err(from_messages)?;
    let next_cursor = list.next(messages.len(), messages.last().map(|message| message.id.to_string()));
    Rendered::json(&MessagePage { items: messages.into_iter().map(Into::into).collect(), next_cursor })
}

/// Read a message
///
/// With what it says, unless that was secret and is forgotten.
#[utoipa::path(
    get,
    path = "/v1/admin/messages/{id}",
    tag = "admin",
    security(("staff" = ["messages:read"])),
    params(ItemPath, ReadHeaders),
    responses((status = OK, description = "The message.", body = Message), WriteFailures, Refusals)
)]
pub(super) async fn read_message(
    State(state): State<ApiState>,
    id: Result<Path<Uuid>, PathRejection>,
) -> Result<Rendered, Problem> {
    let message = state.shopping.notifications.find(path_id(id)?.into()).await.map_err(from_messages)?;
    Rendered::json(&Message::from(message.ok_or_else(Problem::not_found)?))
}
