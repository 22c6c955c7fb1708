//! The address books of accounts.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::address::Address;
use crate::error::IdentityError;

/// The addresses of an account, defaults first, then the newest.
pub(crate) async fn of_account(
    connection: &mut PgConnection,
    account: AccountId,
) -> Result<Vec<Address>, IdentityError> {
    let rows = sqlx::query_as!(
        Address,
        "SELECT id, recipient, phone, system, province_code, district_code, ward_code, line1, full_text,
            current_ward_code, is_shipping_default, is_billing_default
        FROM identity.addresses WHERE account_id = $1
        ORDER BY is_shipping_default DESC, is_billing_default DESC, id DESC",
        account.as_uuid()
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Lets one change of an address book after the other happen, until the transaction ends.
pub(crate) async fn lock_book(connection: &mut PgConnection, account: AccountId) -> Result<(), IdentityError> {
    sqlx::query!("SELECT id FROM identity.accounts WHERE id = $1 FOR UPDATE", account.as_uuid())
        .fetch_optional(connection)
        .await?;
    Ok(())
}

pub(crate) async fn count(connection: &mut PgConnection, account: AccountId) -> Result<i64, IdentityError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM identity.addresses WHERE account_id = $1"#,
        account.as_uuid()
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// Takes the defaults away that another address is to have.
pub(crate) async fn clear_defaults(
    connection: &mut PgConnection,
    account: AccountId,
    shipping: bool,
    billing: bool,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "UPDATE identity.addresses SET is_shipping_default = is_shipping_default AND NOT $2,
            is_billing_default = is_billing_default AND NOT $3
        WHERE account_id = $1 AND (is_shipping_default AND $2 OR is_billing_default AND $3)",
        account.as_uuid(),
        shipping,
        billing
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps a new address, or changes one of the account's; false when the account has none of this id.
pub(crate) async fn save(
    connection: &mut PgConnection,
    account: AccountId,
    address: &Address,
    now: Timestamp,
) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "INSERT INTO identity.addresses (id, account_id, recipient, phone, system, province_code, district_code, ward_code,
            line1, full_text, current_ward_code, is_shipping_default, is_billing_default, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (id) DO UPDATE SET recipient = excluded.recipient, phone = excluded.phone, system = excluded.system,
            province_code = excluded.province_code, district_code = excluded.district_code,
            ward_code = excluded.ward_code, line1 = excluded.line1, full_text = excluded.full_text,
            current_ward_code = excluded.current_ward_code, is_shipping_default = excluded.is_shipping_default,
            is_billing_default = excluded.is_billing_default
        WHERE identity.addresses.account_id = excluded.account_id",
        address.id,
        account.as_uuid(),
        address.recipient,
        address.phone,
        address.system,
        address.province_code,
        address.district_code,
        address.ward_code,
        address.line1,
        address.full_text,
        address.current_ward_code,
        address.is_shipping_default,
        address.is_billing_default,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes an address of the account; false when it has none of this id.
pub(crate) async fn remove(connection: &mut PgConnection, account: AccountId, id: Uuid) -> Result<bool, IdentityError> {
    let done = sqlx::query!("DELETE FROM identity.addresses WHERE id = $1 AND account_id = $2", id, account.as_uuid())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}
