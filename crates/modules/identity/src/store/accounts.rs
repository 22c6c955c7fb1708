//! Accounts: finding, making and changing them.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{AccountId, Locale};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::IdentityError;
use crate::model::{Account, AccountKind, AccountState, Contact, Topic};

/// What a log-in is checked against.
pub(crate) struct Credentials {
    pub(crate) id: AccountId,
    pub(crate) kind: AccountKind,
    pub(crate) is_active: bool,
    pub(crate) password_hash: Option<String>,
    pub(crate) locked_until: Option<Timestamp>,
}

/// The account with a contact, as far as logging in goes.
pub(crate) async fn credentials(
    connection: &mut PgConnection,
    contact: &Contact,
) -> Result<Option<Credentials>, IdentityError> {
    let Some(id) = id_of(connection, contact).await? else { return Ok(None) };
    credentials_of(connection, id).await
}

/// The same for a known account.
pub(crate) async fn credentials_of(
    connection: &mut PgConnection,
    id: AccountId,
) -> Result<Option<Credentials>, IdentityError> {
    let row = sqlx::query!(
        r#"SELECT kind, state, password_hash, locked_until AS "locked_until: jiff_sqlx::Timestamp"
        FROM identity.accounts WHERE id = $1"#,
        id.as_uuid()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Credentials {
        id,
        kind: AccountKind::named(&row.kind).unwrap_or(AccountKind::Customer),
        is_active: row.state == AccountState::Active.name(),
        password_hash: row.password_hash,
        locked_until: row.locked_until.map(jiff_sqlx::Timestamp::to_jiff),
    }))
}

/// The account with a contact.
pub(crate) async fn id_of(
    connection: &mut PgConnection,
    contact: &Contact,
) -> Result<Option<AccountId>, IdentityError> {
    let id = match contact {
        Contact::Email(email) => {
            sqlx::query_scalar!("SELECT id FROM identity.accounts WHERE email = $1", email)
                .fetch_optional(connection)
                .await?
        }
        Contact::Phone(phone) => {
            sqlx::query_scalar!("SELECT id FROM identity.accounts WHERE phone = $1", phone)
                .fetch_optional(connection)
                .await?
        }
    };
    Ok(id.map(AccountId::from))
}

/// An account.
pub(crate) async fn find(connection: &mut PgConnection, id: AccountId) -> Result<Option<Account>, IdentityError> {
    let row = sqlx::query!(
        r#"SELECT kind, state, name, email, phone, password_hash IS NOT NULL AS "has_password!",
            birthday AS "birthday: jiff_sqlx::Date", locale, topics,
            locked_until AS "locked_until: jiff_sqlx::Timestamp", totp_confirmed_at IS NOT NULL AS "has_second_factor!",
            created_at AS "created_at: jiff_sqlx::Timestamp"
        FROM identity.accounts WHERE id = $1"#,
        id.as_uuid()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Account {
        id,
        kind: AccountKind::named(&row.kind).unwrap_or(AccountKind::Customer),
        state: AccountState::named(&row.state).unwrap_or(AccountState::Blocked),
        name: row.name,
        email: row.email,
        phone: row.phone,
        has_password: row.has_password,
        birthday: row.birthday.map(jiff_sqlx::Date::to_jiff),
        locale: row.locale.parse().unwrap_or_default(),
        topics: row.topics.iter().filter_map(|topic| Topic::named(topic)).collect(),
        locked_until: row.locked_until.map(jiff_sqlx::Timestamp::to_jiff),
        has_second_factor: row.has_second_factor,
        created_at: row.created_at.to_jiff(),
    }))
}

/// An account to be made.
pub(crate) struct NewAccount<'a> {
    pub(crate) id: AccountId,
    pub(crate) kind: AccountKind,
    pub(crate) name: &'a str,
    pub(crate) email: Option<&'a str>,
    pub(crate) phone: Option<&'a str>,
    pub(crate) password_hash: Option<&'a str>,
    pub(crate) locale: Locale,
    pub(crate) now: Timestamp,
}

pub(crate) async fn insert(connection: &mut PgConnection, new: &NewAccount<'_>) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.accounts (id, kind, name, email, phone, password_hash, locale, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        new.id.as_uuid(),
        new.kind.name(),
        new.name,
        new.email,
        new.phone,
        new.password_hash,
        new.locale.tag(),
        new.now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts a failure and, at the bound, locks the account. Says whether this very failure locked it.
pub(crate) async fn count_failure(
    connection: &mut PgConnection,
    id: AccountId,
    failures_max: i32,
    locked_until: Timestamp,
) -> Result<bool, IdentityError> {
    let locked = sqlx::query_scalar!(
        r#"UPDATE identity.accounts SET
            failed_logins = CASE WHEN failed_logins + 1 >= $2 THEN 0 ELSE failed_logins + 1 END,
            locked_until = CASE WHEN failed_logins + 1 >= $2 THEN $3 ELSE locked_until END
        WHERE id = $1 RETURNING failed_logins = 0 AS "locked!""#,
        id.as_uuid(),
        failures_max,
        locked_until.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(locked.unwrap_or(false))
}

/// Forgets failures and the lock.
pub(crate) async fn forget_failures(connection: &mut PgConnection, id: AccountId) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "UPDATE identity.accounts SET failed_logins = 0, locked_until = NULL
        WHERE id = $1 AND (failed_logins > 0 OR locked_until IS NOT NULL)",
        id.as_uuid()
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Sets a password; a lock ends with it. Answers whose account it is; nothing where there is none.
pub(crate) async fn set_password(
    connection: &mut PgConnection,
    id: AccountId,
    hash: &str,
    now: Timestamp,
) -> Result<Option<AccountKind>, IdentityError> {
    let kind = sqlx::query_scalar!(
        "UPDATE identity.accounts SET password_hash = $2, failed_logins = 0, locked_until = NULL, updated_at = $3
        WHERE id = $1 RETURNING kind",
        id.as_uuid(),
        hash,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(kind.and_then(|kind| AccountKind::named(&kind)))
}

/// Replaces a hash of an old kind by a new one of the same password, unless it was changed in between.
pub(crate) async fn renew_hash(
    connection: &mut PgConnection,
    id: AccountId,
    old: &str,
    new: &str,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "UPDATE identity.accounts SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
        id.as_uuid(),
        old,
        new
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a person changes about themselves.
pub(crate) struct ProfileRow<'a> {
    pub(crate) name: &'a str,
    pub(crate) birthday: Option<Date>,
    pub(crate) locale: Locale,
    pub(crate) topics: Vec<String>,
}

/// Whose account was changed, and what it said before.
pub(crate) struct ProfileBefore {
    pub(crate) kind: Option<AccountKind>,
    pub(crate) name: String,
    pub(crate) locale: String,
}

/// Changes what a person says of themselves; nothing where there is no account.
pub(crate) async fn set_profile(
    connection: &mut PgConnection,
    id: AccountId,
    profile: &ProfileRow<'_>,
    now: Timestamp,
) -> Result<Option<ProfileBefore>, IdentityError> {
    let before = sqlx::query!(
        "WITH before AS (
            SELECT id, kind, name, locale FROM identity.accounts WHERE id = $1 AND state <> 'deleted' FOR UPDATE
        )
        UPDATE identity.accounts a SET name = $2, birthday = $3, locale = $4, topics = $5, updated_at = $6
        FROM before WHERE a.id = before.id RETURNING before.kind, before.name, before.locale",
        id.as_uuid(),
        profile.name,
        profile.birthday.map(jiff_sqlx::ToSqlx::to_sqlx) as _,
        profile.locale.tag(),
        &profile.topics,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(before.map(|row| ProfileBefore { kind: AccountKind::named(&row.kind), name: row.name, locale: row.locale }))
}

/// Sets the confirmed e-mail address or phone number.
pub(crate) async fn set_contact(
    connection: &mut PgConnection,
    id: AccountId,
    contact: &Contact,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "UPDATE identity.accounts SET email = coalesce($2, email), phone = coalesce($3, phone), updated_at = $4
        WHERE id = $1 AND state <> 'deleted'",
        id.as_uuid(),
        contact.email(),
        contact.phone(),
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes an account usable or not; false when there is none or it was so already.
pub(crate) async fn set_state(
    connection: &mut PgConnection,
    id: AccountId,
    state: AccountState,
    now: Timestamp,
) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        "UPDATE identity.accounts SET state = $2, updated_at = $3 WHERE id = $1 AND state <> $2 AND state <> 'deleted'",
        id.as_uuid(),
        state.name(),
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Empties an account of everything personal. The row stays, so that records that the law keeps still refer to someone.
pub(crate) async fn anonymise(
    connection: &mut PgConnection,
    id: AccountId,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "UPDATE identity.accounts SET state = 'deleted', name = '', email = NULL, phone = NULL, password_hash = NULL,
            birthday = NULL, topics = '{}', totp_sealed = NULL, totp_confirmed_at = NULL, totp_last_step = NULL,
            updated_at = $2
        WHERE id = $1",
        id.as_uuid(),
        now.to_sqlx() as _
    )
    .execute(&mut *connection)
    .await?;
    for table in ["sessions", "logins", "departures", "addresses", "consents", "challenges", "account_roles"] {
        let statement = format!("DELETE FROM identity.{table} WHERE account_id = $1");
        sqlx::query(sqlx::AssertSqlSafe(statement)).bind(id.as_uuid()).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Failed log-ins of an address since a moment.
pub(crate) async fn failures_of_address(
    connection: &mut PgConnection,
    address: &str,
    since: Timestamp,
) -> Result<i64, IdentityError> {
    let count = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(count), 0) AS "count!" FROM identity.failures WHERE address = $1 AND hour >= $2"#,
        address,
        since.to_sqlx() as _
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// Counts a failed log-in of an address.
pub(crate) async fn count_address(
    connection: &mut PgConnection,
    address: &str,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.failures (address, hour, count) VALUES ($1, date_trunc('hour', $2::timestamptz), 1)
        ON CONFLICT (address, hour) DO UPDATE SET count = identity.failures.count + 1",
        address,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}
