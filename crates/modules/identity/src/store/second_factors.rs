//! Second factors of accounts.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::IdentityError;

/// What is kept of an account's second factor: sealed secret, whether it counts, last step used.
pub(crate) struct Row {
    pub(crate) sealed: Option<Vec<u8>>,
    pub(crate) is_confirmed: bool,
    pub(crate) last_step: Option<i64>,
}

pub(crate) async fn find(connection: &mut PgConnection, id: AccountId) -> Result<Option<Row>, IdentityError> {
    let row = sqlx::query!(
        r#"SELECT totp_sealed, totp_confirmed_at IS NOT NULL AS "is_confirmed!", totp_last_step
        FROM identity.accounts WHERE id = $1"#,
        id.as_uuid()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Row { sealed: row.totp_sealed, is_confirmed: row.is_confirmed, last_step: row.totp_last_step }))
}

/// Keeps a secret that does not count yet; one that counts is not replaced.
pub(crate) async fn propose(
    connection: &mut PgConnection,
    id: AccountId,
    sealed: &[u8],
) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "UPDATE identity.accounts SET totp_sealed = $2, totp_last_step = NULL
        WHERE id = $1 AND totp_confirmed_at IS NULL AND state = 'active'",
        id.as_uuid(),
        sealed
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Uses a step, which counts once, also when two requests bring it at the same time; the secret counts from now on.
pub(crate) async fn use_step(
    connection: &mut PgConnection,
    id: AccountId,
    step: i64,
    now: Timestamp,
) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "UPDATE identity.accounts SET totp_last_step = $2, totp_confirmed_at = coalesce(totp_confirmed_at, $3)
        WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)",
        id.as_uuid(),
        step,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Takes the second factor away, so that it is set up anew.
pub(crate) async fn remove(connection: &mut PgConnection, id: AccountId) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "UPDATE identity.accounts SET totp_sealed = NULL, totp_confirmed_at = NULL, totp_last_step = NULL
        WHERE id = $1 AND totp_sealed IS NOT NULL",
        id.as_uuid()
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}
