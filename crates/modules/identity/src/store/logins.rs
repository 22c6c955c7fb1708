//! Log-ins at others: links to accounts, and beginnings that wait for the browser to come back.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::IdentityError;
use crate::providers::Provider;

/// The account that a login at a provider opens.
pub(crate) async fn account_of(
    connection: &mut PgConnection,
    provider: Provider,
    subject: &str,
) -> Result<Option<AccountId>, IdentityError> {
    let id = sqlx::query_scalar!(
        "SELECT account_id FROM identity.logins WHERE provider = $1 AND subject = $2",
        provider.as_str(),
        subject
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(AccountId::from))
}

/// Lets one log-in of a person at a provider after the other be looked at, until the transaction ends.
pub(crate) async fn lock_subject(
    connection: &mut PgConnection,
    provider: Provider,
    subject: &str,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('identity.logins' || $1 || ' ' || $2, 0))",
        provider.as_str(),
        subject
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Links a login to an account, in place of the account's former one at this provider.
pub(crate) async fn link(
    connection: &mut PgConnection,
    account: AccountId,
    provider: Provider,
    subject: &str,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.logins (provider, subject, account_id, linked_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (account_id, provider) DO UPDATE SET subject = excluded.subject, linked_at = excluded.linked_at",
        provider.as_str(),
        subject,
        account.as_uuid(),
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Unlinks a login; false when there was none.
pub(crate) async fn unlink(
    connection: &mut PgConnection,
    account: AccountId,
    provider: Provider,
) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "DELETE FROM identity.logins WHERE account_id = $1 AND provider = $2",
        account.as_uuid(),
        provider.as_str()
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A login at a provider that opens an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkedLogin {
    /// The provider.
    pub provider: Provider,
    /// Since when.
    pub linked_at: Timestamp,
}

/// The logins at providers that open an account.
pub(crate) async fn of_account(
    connection: &mut PgConnection,
    account: AccountId,
) -> Result<Vec<LinkedLogin>, IdentityError> {
    let rows = sqlx::query!(
        r#"SELECT provider, linked_at AS "linked_at: jiff_sqlx::Timestamp"
        FROM identity.logins WHERE account_id = $1 ORDER BY provider"#,
        account.as_uuid()
    )
    .fetch_all(connection)
    .await?;
    let logins = rows.into_iter().filter_map(|row| {
        Some(LinkedLogin { provider: row.provider.parse().ok()?, linked_at: row.linked_at.to_jiff() })
    });
    Ok(logins.collect())
}

/// A beginning that waits for the browser to come back.
pub(crate) struct Departure {
    pub(crate) provider: Provider,
    pub(crate) verifier_sealed: Vec<u8>,
    pub(crate) nonce: String,
    pub(crate) return_to: String,
    pub(crate) account: Option<AccountId>,
}

pub(crate) async fn depart(
    connection: &mut PgConnection,
    state_digest: &[u8],
    departure: &Departure,
    expires_at: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.departures (state_digest, provider, verifier_sealed, nonce, return_to, account_id, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        state_digest,
        departure.provider.as_str(),
        departure.verifier_sealed,
        departure.nonce,
        departure.return_to,
        departure.account.map(AccountId::as_uuid),
        expires_at.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a beginning away: it counts once.
pub(crate) async fn arrive(
    connection: &mut PgConnection,
    state_digest: &[u8],
    provider: Provider,
    now: Timestamp,
) -> Result<Option<Departure>, IdentityError> {
    let row = sqlx::query!(
        r#"DELETE FROM identity.departures WHERE state_digest = $1 AND provider = $2
        RETURNING verifier_sealed, nonce, return_to, account_id, expires_at > $3 AS "is_in_time!""#,
        state_digest,
        provider.as_str(),
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.filter(|row| row.is_in_time).map(|row| Departure {
        provider,
        verifier_sealed: row.verifier_sealed,
        nonce: row.nonce,
        return_to: row.return_to,
        account: row.account_id.map(AccountId::from),
    }))
}
