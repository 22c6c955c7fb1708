//! Codes that somebody has to type.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::IdentityError;

/// A code that was sent, or pretended to be.
pub(crate) struct ChallengeRow<'a> {
    pub(crate) id: Uuid,
    pub(crate) purpose: &'a str,
    pub(crate) destination: &'a str,
    pub(crate) account: Option<AccountId>,
    pub(crate) code_digest: Option<&'a [u8]>,
    pub(crate) link_digest: Option<&'a [u8]>,
    pub(crate) payload_sealed: Option<&'a [u8]>,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// Lets one request after the other ask for a code for a destination, until the transaction ends.
pub(crate) async fn lock_destination(connection: &mut PgConnection, destination: &str) -> Result<(), IdentityError> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('identity.challenges' || $1, 0))", destination)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many codes a destination was sent since a moment, and when the newest and the oldest of them.
pub(crate) async fn sent_since(
    connection: &mut PgConnection,
    destination: &str,
    since: Timestamp,
) -> Result<(i64, Option<(Timestamp, Timestamp)>), IdentityError> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "count!", max(created_at) AS "newest: jiff_sqlx::Timestamp",
            min(created_at) AS "oldest: jiff_sqlx::Timestamp"
        FROM identity.challenges WHERE destination = $1 AND created_at > $2"#,
        destination,
        since.to_sqlx() as _
    )
    .fetch_one(connection)
    .await?;
    let span = row.newest.zip(row.oldest).map(|(newest, oldest)| (newest.to_jiff(), oldest.to_jiff()));
    Ok((row.count, span))
}

/// Keeps a code; earlier ones for the same destination and purpose no longer count.
pub(crate) async fn insert(connection: &mut PgConnection, row: &ChallengeRow<'_>) -> Result<(), IdentityError> {
    sqlx::query!(
        "UPDATE identity.challenges SET used_at = $3, code_digest = NULL, link_digest = NULL, payload_sealed = NULL
        WHERE destination = $1 AND purpose = $2 AND used_at IS NULL",
        row.destination,
        row.purpose,
        row.created_at.to_sqlx() as _
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO identity.challenges
            (id, purpose, destination, account_id, code_digest, link_digest, payload_sealed, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        row.id,
        row.purpose,
        row.destination,
        row.account.map(AccountId::as_uuid),
        row.code_digest,
        row.link_digest,
        row.payload_sealed,
        row.created_at.to_sqlx() as _,
        row.expires_at.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a try is compared with.
pub(crate) struct Tried {
    pub(crate) code_digest: Option<Vec<u8>>,
    pub(crate) tries: i32,
}

/// Counts a try before it is compared, so that tries at the same time cannot exceed the bound. `None` when the code no
/// longer counts.
pub(crate) async fn count_try(
    connection: &mut PgConnection,
    id: Uuid,
    purpose: &str,
    tries_max: i32,
    now: Timestamp,
) -> Result<Option<Tried>, IdentityError> {
    let row = sqlx::query!(
        "UPDATE identity.challenges SET tries = tries + 1
        WHERE id = $1 AND purpose = $2 AND used_at IS NULL AND tries < $3 AND expires_at > $4
        RETURNING code_digest, tries",
        id,
        purpose,
        tries_max,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Tried { code_digest: row.code_digest, tries: row.tries }))
}

/// A code that was right.
pub(crate) struct Solved {
    pub(crate) id: Uuid,
    pub(crate) destination: String,
    pub(crate) account: Option<AccountId>,
    pub(crate) payload_sealed: Option<Vec<u8>>,
}

/// Uses a code; `None` when somebody else was faster.
pub(crate) async fn use_code(
    connection: &mut PgConnection,
    id: Uuid,
    now: Timestamp,
) -> Result<Option<Solved>, IdentityError> {
    let row = sqlx::query!(
        "WITH old AS (SELECT id, payload_sealed FROM identity.challenges WHERE id = $1 FOR UPDATE)
        UPDATE identity.challenges c SET used_at = $2, code_digest = NULL, link_digest = NULL, payload_sealed = NULL
        FROM old WHERE c.id = old.id AND c.used_at IS NULL AND c.expires_at > $2
        RETURNING c.id, c.destination, c.account_id, old.payload_sealed",
        id,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Solved {
        id: row.id,
        destination: row.destination,
        account: row.account_id.map(AccountId::from),
        payload_sealed: row.payload_sealed,
    }))
}

/// The challenge behind a link.
pub(crate) async fn by_link(
    connection: &mut PgConnection,
    digest: &[u8],
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Uuid>, IdentityError> {
    let id = sqlx::query_scalar!(
        "SELECT id FROM identity.challenges
        WHERE link_digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
        digest,
        purpose,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(id)
}

/// A code that is still to be typed, for sending another in its place.
pub(crate) async fn waiting(
    connection: &mut PgConnection,
    id: Uuid,
    purpose: &str,
) -> Result<Option<Solved>, IdentityError> {
    let row = sqlx::query!(
        "SELECT id, destination, account_id, payload_sealed FROM identity.challenges
        WHERE id = $1 AND purpose = $2 AND used_at IS NULL",
        id,
        purpose
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Solved {
        id: row.id,
        destination: row.destination,
        account: row.account_id.map(AccountId::from),
        payload_sealed: row.payload_sealed,
    }))
}

/// Drops codes made before a moment, and beginnings of log-ins and counts of failures that are over.
pub(crate) async fn drop_old(
    connection: &mut PgConnection,
    before: Timestamp,
    now: Timestamp,
) -> Result<u64, IdentityError> {
    let codes = sqlx::query!("DELETE FROM identity.challenges WHERE created_at < $1", before.to_sqlx() as _);
    let mut dropped = codes.execute(&mut *connection).await?.rows_affected();
    let departures = sqlx::query!("DELETE FROM identity.departures WHERE expires_at < $1", now.to_sqlx() as _);
    dropped += departures.execute(&mut *connection).await?.rows_affected();
    let failures = sqlx::query!("DELETE FROM identity.failures WHERE hour < $1", before.to_sqlx() as _);
    dropped += failures.execute(&mut *connection).await?.rows_affected();
    Ok(dropped)
}

/// Forgets every code sent to a destination.
pub(crate) async fn forget(connection: &mut PgConnection, destination: &str) -> Result<(), IdentityError> {
    sqlx::query!("DELETE FROM identity.challenges WHERE destination = $1", destination).execute(connection).await?;
    Ok(())
}
