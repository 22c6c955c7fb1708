//! Refresh tokens, each good for one use.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{AccountId, SessionId};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::IdentityError;

pub(crate) async fn insert(
    connection: &mut PgConnection,
    digest: &[u8],
    session: SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.refresh_tokens (digest, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)",
        digest,
        session.as_uuid(),
        now.to_sqlx() as _,
        expires_at.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whose session a token refreshes.
pub(crate) struct Refreshed {
    pub(crate) session: SessionId,
    pub(crate) account: AccountId,
    /// Whether this is its first use, in time, of a session and an account that can be used.
    pub(crate) is_good: bool,
    /// Whether it was used before.
    pub(crate) is_reused: bool,
}

/// Uses a token. Of two uses at the same time one is the first.
pub(crate) async fn take(
    connection: &mut PgConnection,
    digest: &[u8],
    now: Timestamp,
) -> Result<Option<Refreshed>, IdentityError> {
    let row = sqlx::query!(
        r#"SELECT t.session_id, s.account_id, t.used_at IS NOT NULL AS "is_reused!",
            t.expires_at > $2 AND s.ended_at IS NULL AND a.state = 'active' AS "is_usable!"
        FROM identity.refresh_tokens t JOIN identity.sessions s ON s.id = t.session_id
        JOIN identity.accounts a ON a.id = s.account_id WHERE t.digest = $1 FOR UPDATE OF t"#,
        digest,
        now.to_sqlx() as _
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let is_good = row.is_usable && !row.is_reused;
    if is_good {
        sqlx::query!("UPDATE identity.refresh_tokens SET used_at = $2 WHERE digest = $1", digest, now.to_sqlx() as _)
            .execute(connection)
            .await?;
    }
    Ok(Some(Refreshed {
        session: row.session_id.into(),
        account: row.account_id.into(),
        is_good,
        is_reused: row.is_reused,
    }))
}
