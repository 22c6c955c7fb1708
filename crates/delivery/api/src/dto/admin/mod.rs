//! Shapes of what staff see and change.

mod account;
mod audit;
mod figures;
mod message;
mod role;
mod second_factor;

pub(crate) use account::{NewUser, User, UserPage, UserRoles};
pub(crate) use audit::{AuditPage, Chain};
pub(crate) use figures::{Abandonment, Dashboard, ProviderList};
pub(crate) use message::{Message, MessagePage};
pub(crate) use role::{PermissionList, RoleChange, RoleList};
pub(crate) use second_factor::{Enrolled, GivenCode};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something was made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Made {
    /// Its id.
    pub(crate) id: Uuid,
}
