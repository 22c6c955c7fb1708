//! Lists of accounts for staff.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::model::{AccountKind, AccountState};

/// Digits from which on what is looked for is a number, not a part of an address.
const NUMBER_LENGTH_MIN: usize = 4;

/// Which accounts a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PeopleFilter {
    /// All that are not deleted.
    #[default]
    All,
    /// Staff.
    Staff,
    /// Shoppers.
    Customers,
    /// Shut by staff, or locked after failures.
    Locked,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Which accounts.
    pub filter: PeopleFilter,
    /// A part of a name, address or number, as people write them: in any case, with or without marks; a number may
    /// begin with 0.
    pub text: String,
    /// Only accounts before this one, for the next page.
    pub before: Option<AccountId>,
}

/// An account in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// The account.
    pub id: AccountId,
    /// Whose it is.
    pub kind: AccountKind,
    /// Whether it can be used.
    pub state: AccountState,
    /// The person's name.
    pub name: String,
    /// The address.
    pub email: Option<String>,
    /// The number.
    pub phone: Option<String>,
    /// Names of roles.
    pub roles: Vec<String>,
    /// The roles themselves, in the order of their names.
    pub role_ids: Vec<Uuid>,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// Until when log-ins are refused.
    pub locked_until: Option<Timestamp>,
    /// Since when there is the account.
    pub created_at: Timestamp,
}

/// What to look for. A number is kept as `+84912345678`, so it is looked for without what people write in it, and
/// without the 0 that it may begin with.
fn needle(text: &str) -> String {
    let text = text.trim();
    let number: String = text.chars().filter(|letter| !" .-".contains(*letter)).collect();
    let digits = number.strip_prefix(['+', '0']).unwrap_or(&number);
    let is_number = digits.len() >= NUMBER_LENGTH_MIN && digits.bytes().all(|digit| digit.is_ascii_digit());
    if is_number { digits.to_owned() } else { text.to_owned() }
}

/// Accounts that fit, newest first; with `only` just that one, also when it is deleted.
pub(crate) async fn find(
    connection: &mut PgConnection,
    only: Option<AccountId>,
    query: &PeopleQuery,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<PersonRecord>, IdentityError> {
    let kind = match query.filter {
        PeopleFilter::Staff => Some(AccountKind::Staff.name()),
        PeopleFilter::Customers => Some(AccountKind::Customer.name()),
        PeopleFilter::All | PeopleFilter::Locked => None,
    };
    let rows = sqlx::query!(
        r#"SELECT id, kind, state, name, email, phone, locked_until AS "locked_until: jiff_sqlx::Timestamp",
            created_at AS "created_at: jiff_sqlx::Timestamp",
            ARRAY(SELECT r.name FROM identity.account_roles ar JOIN identity.roles r ON r.id = ar.role_id
                WHERE ar.account_id = a.id ORDER BY r.name) AS "roles!",
            ARRAY(SELECT r.id FROM identity.account_roles ar JOIN identity.roles r ON r.id = ar.role_id
                WHERE ar.account_id = a.id ORDER BY r.name) AS "role_ids!",
            totp_confirmed_at IS NOT NULL AS "has_second_factor!"
        FROM identity.accounts a
        WHERE (state <> 'deleted' OR $7::uuid IS NOT NULL) AND ($1::text IS NULL OR kind = $1)
            AND (NOT $2 OR state = 'blocked' OR locked_until > $3)
            AND ($4 = '' OR strpos(folded, identity.fold($4)) > 0)
            AND id < coalesce($5, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
            AND id BETWEEN coalesce($7, '00000000-0000-0000-0000-000000000000'::uuid)
                AND coalesce($7, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
        ORDER BY id DESC LIMIT $6"#,
        kind,
        query.filter == PeopleFilter::Locked,
        now.to_sqlx() as _,
        needle(&query.text),
        query.before.map(AccountId::as_uuid),
        limit,
        only.map(AccountId::as_uuid)
    )
    .fetch_all(connection)
    .await?;
    let people = rows.into_iter().map(|row| PersonRecord {
        id: row.id.into(),
        kind: AccountKind::named(&row.kind).unwrap_or(AccountKind::Customer),
        state: AccountState::named(&row.state).unwrap_or(AccountState::Blocked),
        name: row.name,
        email: row.email,
        phone: row.phone,
        roles: row.roles,
        role_ids: row.role_ids,
        has_second_factor: row.has_second_factor,
        locked_until: row.locked_until.map(jiff_sqlx::Timestamp::to_jiff),
        created_at: row.created_at.to_jiff(),
    });
    Ok(people.collect())
}

/// Figures for a first look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PeopleFigures {
    /// Accounts of staff that can be used.
    pub staff: i64,
    /// Accounts of shoppers that can be used.
    pub customers: i64,
    /// Open sessions.
    pub sessions: i64,
}

pub(crate) async fn figures(connection: &mut PgConnection, now: Timestamp) -> Result<PeopleFigures, IdentityError> {
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE kind = 'staff') AS "staff!",
            count(*) FILTER (WHERE kind = 'customer') AS "customers!",
            (SELECT count(*) FROM identity.sessions WHERE ended_at IS NULL AND expires_at > $1) AS "sessions!"
        FROM identity.accounts WHERE state = 'active'"#,
        now.to_sqlx() as _
    )
    .fetch_one(connection)
    .await?;
    Ok(PeopleFigures { staff: row.staff, customers: row.customers, sessions: row.sessions })
}

/// The names of accounts, for what audit lines say.
pub(crate) async fn names_of(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, String)>, IdentityError> {
    let rows = sqlx::query!(
        r#"SELECT id, CASE WHEN name = '' THEN coalesce(email, phone, '') ELSE name END AS "name!"
        FROM identity.accounts WHERE id = ANY($1)"#,
        ids
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_looked_for_as_they_are_kept() {
        assert_eq!(needle(" 0912 345.678 "), "912345678");
        assert_eq!(needle("+84 912 345 678"), "84912345678");
        assert_eq!(needle("912-345"), "912345");
        assert_eq!(needle("Nguyễn 01 "), "Nguyễn 01");
        assert_eq!(needle("09"), "09");
    }
}
