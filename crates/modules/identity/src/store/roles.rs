//! Roles and who has them.

use cholon_kernel::AccountId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::model::Permissions;

/// A role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The role.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// What it allows.
    pub permissions: Permissions,
    /// Whether who has it needs a second factor.
    pub needs_second_factor: bool,
    /// Whether it is the super-administrator's, which allows everything and does not change.
    pub is_super: bool,
    /// How many accounts have it.
    pub holders: i64,
}

/// All roles, the super-administrator's first, then by name.
pub(crate) async fn all(connection: &mut PgConnection) -> Result<Vec<Role>, IdentityError> {
    let rows = sqlx::query!(
        r#"SELECT id, name, permissions, needs_second_factor, is_super,
            (SELECT count(*) FROM identity.account_roles ar WHERE ar.role_id = r.id) AS "holders!"
        FROM identity.roles r ORDER BY is_super DESC, name"#
    )
    .fetch_all(connection)
    .await?;
    let roles = rows.into_iter().map(|row| Role {
        id: row.id,
        name: row.name,
        permissions: if row.is_super {
            Permissions::all()
        } else {
            Permissions::named(row.permissions.iter().map(String::as_str))
        },
        needs_second_factor: row.needs_second_factor,
        is_super: row.is_super,
        holders: row.holders,
    });
    Ok(roles.collect())
}

/// Makes a role or changes one that is not the super-administrator's; false when there is no such role.
pub(crate) async fn save(connection: &mut PgConnection, role: &Role) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "INSERT INTO identity.roles (id, name, permissions, needs_second_factor) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, permissions = excluded.permissions,
            needs_second_factor = excluded.needs_second_factor WHERE NOT identity.roles.is_super",
        role.id,
        role.name,
        &role.permissions.names(),
        role.needs_second_factor
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes a role that nobody has; false when there is none or it is the super-administrator's.
pub(crate) async fn remove(connection: &mut PgConnection, id: Uuid) -> Result<bool, IdentityError> {
    let done =
        sqlx::query!("DELETE FROM identity.roles WHERE id = $1 AND NOT is_super", id).execute(connection).await?;
    Ok(done.rows_affected() > 0)
}

/// Gives an account these roles and no others. Changes of who is super-administrator wait for each other.
pub(crate) async fn assign(
    connection: &mut PgConnection,
    account: AccountId,
    roles: &[Uuid],
) -> Result<(), IdentityError> {
    sqlx::query!("SELECT id FROM identity.roles WHERE is_super FOR UPDATE").fetch_one(&mut *connection).await?;
    sqlx::query!(
        "DELETE FROM identity.account_roles WHERE account_id = $1 AND NOT role_id = ANY($2)",
        account.as_uuid(),
        roles
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO identity.account_roles (account_id, role_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING",
        account.as_uuid(),
        roles
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether an account is a super-administrator.
pub(crate) async fn is_super(connection: &mut PgConnection, account: AccountId) -> Result<bool, IdentityError> {
    let is_super = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM identity.account_roles ar JOIN identity.roles r ON r.id = ar.role_id
            WHERE ar.account_id = $1 AND r.is_super) AS "is_super!""#,
        account.as_uuid()
    )
    .fetch_one(connection)
    .await?;
    Ok(is_super)
}

/// How many active accounts are super-administrators.
pub(crate) async fn administrators(connection: &mut PgConnection) -> Result<i64, IdentityError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM identity.account_roles ar JOIN identity.roles r ON r.id = ar.role_id
        JOIN identity.accounts a ON a.id = ar.account_id WHERE r.is_super AND a.state = 'active'"#
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// The ids and names of an account's roles.
pub(crate) async fn of_account(
    connection: &mut PgConnection,
    account: AccountId,
) -> Result<Vec<(Uuid, String)>, IdentityError> {
    let rows = sqlx::query!(
        "SELECT r.id, r.name FROM identity.account_roles ar JOIN identity.roles r ON r.id = ar.role_id
        WHERE ar.account_id = $1 ORDER BY r.name",
        account.as_uuid()
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
