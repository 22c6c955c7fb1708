//! Sessions of accounts on devices.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{AccountId, SessionId};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::model::{Caller, Channel};

/// A session to be opened.
pub(crate) struct NewSession<'a> {
    pub(crate) id: SessionId,
    pub(crate) account: AccountId,
    pub(crate) channel: Channel,
    pub(crate) cookie_digest: Option<&'a [u8]>,
    pub(crate) caller: &'a Caller,
    pub(crate) now: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// Opens a session. Says whether the account was opened by a browser or app of this description before; `None` when it
/// never had a session.
pub(crate) async fn insert(connection: &mut PgConnection, new: &NewSession<'_>) -> Result<Option<bool>, IdentityError> {
    let known = sqlx::query_scalar!(
        r#"WITH before AS (SELECT bool_or(user_agent = $5) AS known FROM identity.sessions WHERE account_id = $2),
        opened AS (INSERT INTO identity.sessions
            (id, account_id, channel, cookie_digest, user_agent, address, created_at, last_seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8))
        SELECT known FROM before"#,
        new.id.as_uuid(),
        new.account.as_uuid(),
        new.channel.name(),
        new.cookie_digest,
        new.caller.user_agent,
        new.caller.address,
        new.now.to_sqlx() as _,
        new.expires_at.to_sqlx() as _
    )
    .fetch_one(connection)
    .await?;
    Ok(known)
}

/// A session with what is asked of its account at every page.
pub(crate) struct VisitorRow {
    pub(crate) session: Uuid,
    pub(crate) account: Uuid,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) last_seen_at: jiff_sqlx::Timestamp,
    pub(crate) created_at: jiff_sqlx::Timestamp,
    pub(crate) second_factor_at: Option<jiff_sqlx::Timestamp>,
    pub(crate) has_second_factor: bool,
    pub(crate) roles: Vec<String>,
    pub(crate) permissions: Vec<String>,
    pub(crate) needs_second_factor: bool,
    pub(crate) is_super: bool,
}

/// The session behind a cookie, while it and its account can be used.
pub(crate) async fn by_cookie(
    connection: &mut PgConnection,
    digest: &[u8],
    now: Timestamp,
) -> Result<Option<VisitorRow>, IdentityError> {
    usable(connection, None, Some(digest), now).await
}

/// A session by its id, while it and its account can be used.
pub(crate) async fn by_id(
    connection: &mut PgConnection,
    id: SessionId,
    now: Timestamp,
) -> Result<Option<VisitorRow>, IdentityError> {
    usable(connection, Some(id), None, now).await
}

async fn usable(
    connection: &mut PgConnection,
    id: Option<SessionId>,
    digest: Option<&[u8]>,
    now: Timestamp,
) -> Result<Option<VisitorRow>, IdentityError> {
    let row = sqlx::query_as!(
        VisitorRow,
        r#"SELECT s.id AS session, a.id AS account, a.kind, a.name, a.email, a.phone,
            s.last_seen_at AS "last_seen_at: jiff_sqlx::Timestamp", s.created_at AS "created_at: jiff_sqlx::Timestamp",
            s.second_factor_at AS "second_factor_at: jiff_sqlx::Timestamp",
            a.totp_confirmed_at IS NOT NULL AS "has_second_factor!",
            coalesce(r.names, '{}') AS "roles!", coalesce(r.permissions, '{}') AS "permissions!",
            coalesce(r.needs_second_factor, false) AS "needs_second_factor!", coalesce(r.is_super, false) AS "is_super!"
        FROM identity.sessions s JOIN identity.accounts a ON a.id = s.account_id
        LEFT JOIN LATERAL (
            SELECT array_agg(DISTINCT r.name) AS names, array_agg(DISTINCT p.name) FILTER (WHERE p.name IS NOT NULL)
                AS permissions, bool_or(r.needs_second_factor) AS needs_second_factor, bool_or(r.is_super) AS is_super
            FROM identity.account_roles ar JOIN identity.roles r ON r.id = ar.role_id
            LEFT JOIN LATERAL unnest(r.permissions) AS p (name) ON true
            WHERE ar.account_id = a.id
        ) r ON a.kind = 'staff'
        WHERE s.id = coalesce($1, (SELECT id FROM identity.sessions WHERE cookie_digest = $3))
            AND s.ended_at IS NULL AND s.expires_at > $2 AND a.state = 'active'"#,
        id.map(SessionId::as_uuid),
        now.to_sqlx() as _,
        digest
    )
    .fetch_optional(connection)
    .await?;
    Ok(row)
}

/// Notes that a session is in use, and lets it live on.
pub(crate) async fn touch(
    connection: &mut PgConnection,
    id: SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "UPDATE identity.sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1 AND ended_at IS NULL",
        id.as_uuid(),
        now.to_sqlx() as _,
        expires_at.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that the second factor was given.
pub(crate) async fn pass_second_factor(
    connection: &mut PgConnection,
    id: SessionId,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!("UPDATE identity.sessions SET second_factor_at = $2 WHERE id = $1", id.as_uuid(), now.to_sqlx() as _)
        .execute(connection)
        .await?;
    Ok(())
}

/// Which sessions end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ending {
    /// This one, if it is the account's.
    One(SessionId),
    /// All of the account but this one.
    AllBut(SessionId),
    /// All of the account.
    All,
}

/// Ends sessions of an account; answers those that had not ended before.
pub(crate) async fn end(
    connection: &mut PgConnection,
    account: AccountId,
    ending: Ending,
    why: &str,
    now: Timestamp,
) -> Result<Vec<SessionId>, IdentityError> {
    let (one, but) = match ending {
        Ending::One(id) => (Some(id.as_uuid()), None),
        Ending::AllBut(id) => (None, Some(id.as_uuid())),
        Ending::All => (None, None),
    };
    let ids = sqlx::query_scalar!(
        "UPDATE identity.sessions SET ended_at = $5, ended_why = $4, cookie_digest = NULL
        WHERE account_id = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3)
        RETURNING id",
        account.as_uuid(),
        one,
        but,
        why,
        now.to_sqlx() as _
    )
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(SessionId::from).collect())
}

/// A session as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// The session.
    pub id: SessionId,
    /// What it is for.
    pub channel: String,
    /// How the browser or app describes itself.
    pub user_agent: String,
    /// The network address of the log-in.
    pub address: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last in use, give or take five minutes.
    pub last_seen_at: Timestamp,
}

/// Sessions of an account, last used first: those that are open at a moment, or without one all that are kept.
pub(crate) async fn of_account(
    connection: &mut PgConnection,
    account: AccountId,
    open_at: Option<Timestamp>,
    limit: i64,
) -> Result<Vec<SessionRecord>, IdentityError> {
    let rows = sqlx::query!(
        r#"SELECT id, channel, user_agent, address, created_at AS "created_at: jiff_sqlx::Timestamp",
            last_seen_at AS "last_seen_at: jiff_sqlx::Timestamp"
        FROM identity.sessions
        WHERE account_id = $1 AND ($2::timestamptz IS NULL OR (ended_at IS NULL AND expires_at > $2))
        ORDER BY last_seen_at DESC, id DESC LIMIT $3"#,
        account.as_uuid(),
        open_at.map(Timestamp::to_sqlx) as _,
        limit
    )
    .fetch_all(connection)
    .await?;
    let records = rows.into_iter().map(|row| SessionRecord {
        id: row.id.into(),
        channel: row.channel,
        user_agent: row.user_agent,
        address: row.address,
        created_at: row.created_at.to_jiff(),
        last_seen_at: row.last_seen_at.to_jiff(),
    });
    Ok(records.collect())
}

/// Sessions that ended after a moment.
pub(crate) async fn ended_since(
    connection: &mut PgConnection,
    since: Timestamp,
) -> Result<Vec<SessionId>, IdentityError> {
    let ids = sqlx::query_scalar!("SELECT id FROM identity.sessions WHERE ended_at > $1", since.to_sqlx() as _)
        .fetch_all(connection)
        .await?;
    Ok(ids.into_iter().map(SessionId::from).collect())
}

/// Drops sessions that were over before a moment.
pub(crate) async fn drop_old(connection: &mut PgConnection, before: Timestamp) -> Result<u64, IdentityError> {
    let done =
        sqlx::query!("DELETE FROM identity.sessions WHERE expires_at < $1 OR ended_at < $1", before.to_sqlx() as _)
            .execute(connection)
            .await?;
    Ok(done.rows_affected())
}
