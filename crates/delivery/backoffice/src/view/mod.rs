//! What templates show: view models, in the words of the page's language.

pub(crate) mod audit;
pub(crate) mod page;
pub(crate) mod paths;
pub(crate) mod person;
pub(crate) mod qr;
pub(crate) mod templates;

use cholon_identity::Role;
use cholon_identity::model::Permission;

use crate::view::page::Page;

/// A name that leads somewhere, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) name: String,
    pub(crate) href: Option<String>,
}

impl Link {
    /// A name that leads to a path.
    pub(crate) fn to(name: String, href: impl Into<String>) -> Self {
        Self { name, href: Some(href.into()) }
    }
}

/// One of several lists, or one of the states that a list can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tab {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) is_current: bool,
}

/// The way through a list that is longer than a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pager {
    /// Back to the newest; `None` on the first page.
    pub(crate) first: Option<String>,
    /// On to older ones; `None` on the last page.
    pub(crate) next: Option<String>,
}

/// A state with its colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Badge {
    /// The end of its class: `good`, `bad`, `busy` or `quiet`.
    pub(crate) tone: &'static str,
    pub(crate) text: String,
}

impl Badge {
    /// A badge with the text at a key.
    pub(crate) fn of(page: &Page, tone: &'static str, key: &str) -> Self {
        Self { tone, text: page.text(key) }
    }
}

/// The key of a permission's words.
pub(crate) const fn permission_key(permission: Permission) -> &'static str {
    match permission {
        Permission::UsersRead => "admin-permission-users-read",
        Permission::UsersWrite => "admin-permission-users-write",
        Permission::RolesRead => "admin-permission-roles-read",
        Permission::RolesWrite => "admin-permission-roles-write",
        Permission::AuditRead => "admin-permission-audit-read",
        Permission::MessagesRead => "admin-permission-messages-read",
        Permission::ReportsRead => "admin-permission-reports-read",
    }
}

/// The key of the words for what a permission is about.
pub(crate) const fn area_key(permission: Permission) -> &'static str {
    match permission {
        Permission::UsersRead | Permission::UsersWrite => "admin-area-users",
        Permission::RolesRead | Permission::RolesWrite => "admin-area-roles",
        Permission::AuditRead => "admin-area-audit",
        Permission::MessagesRead => "admin-area-messages",
        Permission::ReportsRead => "admin-area-reports",
    }
}

/// The name of the super-administrator's role in the database.
pub(crate) const SUPER_ROLE: &str = "super-administrator";

/// What to call a role: the fixed one has a name in each language.
pub(crate) fn role_name(page: &Page, name: &str) -> String {
    if name == SUPER_ROLE { page.text("admin-role-super") } else { name.to_owned() }
}

/// What to call a role.
pub(crate) fn name_of(page: &Page, role: &Role) -> String {
    if role.is_super { page.text("admin-role-super") } else { role.name.clone() }
}
