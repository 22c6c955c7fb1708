//! Who works here, and as what: opening accounts of staff and giving them roles.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use cholon_identity::NewStaff;
use cholon_identity::model::{Contact, Permission};
use cholon_webkit::{Code, Detail, Problem, Rendered};
use http::StatusCode;
use secrecy::SecretString;
use uuid::Uuid;

use crate::ApiState;
use crate::body::Body;
use crate::dto::admin::{Made, NewUser, UserRoles};
use crate::failure::{from_identity, wrong};
use crate::routes::responses::{Refusals, WriteFailures};
use crate::routes::{ItemPath, nothing, path_id};
use crate::staff::Clerk;

/// Roles that one account has at most.
const ROLES_MAX: usize = 50;

/// Open an account of staff
///
/// Who does it vouches for the address, and has every right that the role gives.
#[utoipa::path(
    post,
    path = "/v1/admin/users",
    tag = "admin",
    security(("staff" = ["users:write"])),
    request_body = NewUser,
    responses((status = CREATED, description = "The account is open.", body = Made), WriteFailures, Refusals)
)]
pub(super) async fn create_staff(
    State(state): State<ApiState>,
    clerk: Clerk,
    Body(form): Body<NewUser>,
) -> Result<Rendered, Problem> {
    let identity = &state.shopping.identity;
    let roles = identity.roles().await.map_err(from_identity)?;
    let role = roles.into_iter().find(|role| role.id == form.role);
    let new = NewStaff {
        email: Contact::parse(&form.email).map_err(|_malformed| wrong("email", "detail-contact"))?,
        name: form.name,
        password: SecretString::from(form.password),
        role: role.ok_or_else(|| wrong("role", "detail-malformed"))?.name,
    };
    let id = identity.create_staff(new, &clerk.change()).await.map_err(from_identity)?;
    Ok(Rendered::json(&Made { id: id.as_uuid() })?.with_status(StatusCode::CREATED))
}

/// Give somebody of staff roles
///
/// These and no others; nobody gives rights that they lack. The account logs in anew.
#[utoipa::path(
    put,
    path = "/v1/admin/users/{id}/roles",
    tag = "admin",
    security(("staff" = ["users:write"])),
    params(ItemPath),
    request_body = UserRoles,
    responses((status = NO_CONTENT, description = "The account has the roles."), WriteFailures, Refusals)
)]
pub(super) async fn assign_roles(
    State(state): State<ApiState>,
    clerk: Clerk,
    id: Result<Path<Uuid>, PathRejection>,
    Body(form): Body<UserRoles>,
) -> Result<Rendered, Problem> {
    let account = path_id(id)?.into();
    if form.roles.len() > ROLES_MAX {
        let detail = Detail::new("roles", "detail-too-many", [("max", ROLES_MAX.to_string())]);
        return Err(Problem::new(Code::Validation).with_details(vec![detail]));
    }
    let by_super = clerk.visitor.may(Permission::RolesWrite);
    let given = state.shopping.identity.assign_roles(account, &form.roles, by_super, &clerk.change()).await;
    given.map_err(from_identity)?;
    Ok(nothing())
}
