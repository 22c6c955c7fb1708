//! Shapes of roles and permissions.

use cholon_identity::model::{Permission, Permissions};
use cholon_identity::{Role, RoleForm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// All roles.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RoleList {
    /// The roles, the super-administrator's first.
    items: Vec<RoleBody>,
}

/// A role.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RoleBody {
    /// The role.
    id: Uuid,
    /// What people call it.
    name: String,
    /// What it allows.
    #[schema(example = json!(["users:read"]))]
    permissions: Vec<String>,
    /// Whether who has it needs a second factor.
    needs_second_factor: bool,
    /// Whether it is the super-administrator's, which allows everything and does not change.
    is_super: bool,
    /// How many accounts have it.
    holders: i64,
}

impl RoleList {
    /// The roles of the shop.
    pub(crate) fn new(roles: Vec<Role>) -> Self {
        let body = |role: Role| RoleBody {
            id: role.id,
            name: role.name,
            permissions: role.permissions.names(),
            needs_second_factor: role.needs_second_factor,
            is_super: role.is_super,
            holders: role.holders,
        };
        Self { items: roles.into_iter().map(body).collect() }
    }
}

/// What a role is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RoleChange {
    /// What people call it.
    #[schema(min_length = 1, max_length = 60, example = "Chăm sóc khách hàng")]
    name: String,
    /// What it allows; none that is for the super-administrator alone.
    #[schema(example = json!(["users:read"]))]
    permissions: Vec<String>,
    /// Whether who has it needs a second factor.
    needs_second_factor: bool,
}

impl RoleChange {
    /// The form that identity takes; none when a permission is unknown.
    pub(crate) fn form(self) -> Option<RoleForm> {
        let is_known = self.permissions.iter().all(|name| Permission::named(name).is_some());
        let permissions = Permissions::named(self.permissions.iter().map(String::as_str));
        let form = RoleForm { name: self.name, permissions, needs_second_factor: self.needs_second_factor };
        is_known.then_some(form)
    }
}

/// All permissions.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PermissionList {
    /// The permissions.
    items: Vec<PermissionBody>,
}

/// Something that staff may do.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PermissionBody {
    /// Its stable name.
    #[schema(example = "users:write")]
    name: &'static str,
    /// Whether only the super-administrator has it.
    is_for_super: bool,
}

impl PermissionList {
    /// Every permission there is.
    pub(crate) fn all() -> Self {
        let body = |permission: &Permission| PermissionBody {
            name: permission.name(),
            is_for_super: permission.is_for_super(),
        };
        Self { items: Permission::ALL.iter().map(body).collect() }
    }
}
