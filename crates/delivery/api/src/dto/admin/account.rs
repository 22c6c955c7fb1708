//! Shapes of accounts as staff see them.

use cholon_identity::PersonRecord;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User {
    /// The account.
    id: Uuid,
    /// Whose it is: `customer` or `staff`.
    #[schema(example = "staff")]
    kind: &'static str,
    /// Whether it can be used: `active`, `blocked` or `deleted`.
    #[schema(example = "active")]
    state: &'static str,
    /// The person's name; empty where none was given.
    name: String,
    /// The confirmed address.
    email: Option<String>,
    /// The confirmed number.
    phone: Option<String>,
    /// The roles, by name.
    roles: Vec<UserRole>,
    /// Whether a second factor is set up.
    has_second_factor: bool,
    /// Until when log-ins are refused after failures.
    #[schema(value_type = Option<String>, format = DateTime)]
    locked_until: Option<Timestamp>,
    /// Since when there is the account.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// A role that somebody has.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserRole {
    /// The role.
    id: Uuid,
    /// Its name.
    name: String,
}

impl From<PersonRecord> for User {
    fn from(person: PersonRecord) -> Self {
        let roles = person.role_ids.into_iter().zip(person.roles);
        Self {
            id: person.id.as_uuid(),
            kind: person.kind.name(),
            state: person.state.name(),
            name: person.name,
            email: person.email,
            phone: person.phone,
            roles: roles.map(|(id, name)| UserRole { id, name }).collect(),
            has_second_factor: person.has_second_factor,
            locked_until: person.locked_until,
            created_at: person.created_at,
        }
    }
}

/// A page of accounts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserPage {
    /// The accounts, newest first.
    pub(crate) items: Vec<User>,
    /// Where the next page starts; nothing on the last one.
    pub(crate) next_cursor: Option<String>,
}

/// Somebody new of staff.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewUser {
    /// The address to log in with.
    #[schema(min_length = 3, max_length = 254, example = "ha@example.vn")]
    pub(crate) email: String,
    /// The name.
    #[schema(min_length = 1, max_length = 120)]
    pub(crate) name: String,
    /// The first password.
    #[schema(min_length = 8, max_length = 128, format = Password)]
    pub(crate) password: String,
    /// The role.
    pub(crate) role: Uuid,
}

/// The roles that somebody is to have, and no others.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct UserRoles {
    /// The roles.
    #[schema(max_items = 50)]
    pub(crate) roles: Vec<Uuid>,
}
