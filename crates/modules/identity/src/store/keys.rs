//! Keys that sign tokens.

use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::IdentityError;

/// A key as it is kept.
pub(crate) struct KeyRow {
    pub(crate) id: String,
    pub(crate) public_key: Vec<u8>,
    pub(crate) private_sealed: Vec<u8>,
    pub(crate) created_at: Timestamp,
}

/// Keys that are not revoked and were made after a moment, newest first.
pub(crate) async fn usable(connection: &mut PgConnection, since: Timestamp) -> Result<Vec<KeyRow>, IdentityError> {
    let rows = sqlx::query!(
        r#"SELECT id, public_key, private_sealed, created_at AS "created_at: jiff_sqlx::Timestamp"
        FROM identity.signing_keys WHERE revoked_at IS NULL AND created_at > $1 ORDER BY created_at DESC, id"#,
        since.to_sqlx() as _
    )
    .fetch_all(connection)
    .await?;
    let keys = rows.into_iter().map(|row| KeyRow {
        id: row.id,
        public_key: row.public_key,
        private_sealed: row.private_sealed,
        created_at: row.created_at.to_jiff(),
    });
    Ok(keys.collect())
}

/// Lets one process after the other look whether a new key is due, until the transaction ends.
pub(crate) async fn lock(connection: &mut PgConnection) -> Result<(), IdentityError> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('identity.signing_keys', 0))")
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert(connection: &mut PgConnection, key: &KeyRow) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.signing_keys (id, public_key, private_sealed, created_at) VALUES ($1, $2, $3, $4)",
        key.id,
        key.public_key,
        key.private_sealed,
        key.created_at.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Revokes a key; false when there is none of this name in force.
pub(crate) async fn revoke(connection: &mut PgConnection, id: &str, now: Timestamp) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "UPDATE identity.signing_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
        id,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}
