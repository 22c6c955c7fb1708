//! SQL of carts.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::CartError;
use crate::facade::{CartId, Key};
use crate::model::CartState;
use crate::snapshot::Change;

/// A cart as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct CartRow {
    pub(crate) id: CartId,
    pub(crate) key: Key,
    pub(crate) version: i64,
    pub(crate) state: CartState,
    /// How often its owner was waited for since the last touch.
    pub(crate) reminders: i16,
}

/// A row of either kind of look-up.
struct Raw {
    id: Uuid,
    customer_id: Option<Uuid>,
    guest_digest: Option<Vec<u8>>,
    version: i64,
    state: String,
    reminders: i16,
}

impl Raw {
    fn row(self) -> Result<CartRow, CartError> {
        let customer = self.customer_id.map(|id| Key::Customer(id.into()));
        let guest = || self.guest_digest.and_then(|digest| digest.try_into().ok()).map(Key::Guest);
        let key = customer.or_else(guest).ok_or(CartError::Unreadable)?;
        let state = serde_json::from_str(&self.state).map_err(|_newer| CartError::Unreadable)?;
        Ok(CartRow { id: self.id.into(), key, version: self.version, state, reminders: self.reminders })
    }
}

/// The cart of an owner.
pub(crate) async fn find(connection: &mut PgConnection, key: &Key) -> Result<Option<CartRow>, CartError> {
    let raw = match key {
        Key::Customer(account) => {
            sqlx::query_as!(
                Raw,
                r#"SELECT id, customer_id, guest_digest, version, reminders, state
                FROM cart.carts WHERE customer_id = $1"#,
                account.as_uuid()
            )
            .fetch_optional(connection)
            .await?
        }
        Key::Guest(digest) => {
            sqlx::query_as!(
                Raw,
                r#"SELECT id, customer_id, guest_digest, version, reminders, state
                FROM cart.carts WHERE guest_digest = $1"#,
                digest.as_slice()
            )
            .fetch_optional(connection)
            .await?
        }
    };
    raw.map(Raw::row).transpose()
}

/// Locks the carts of owners until the transaction ends, in the order of their ids, so that two that lock some of the
/// same carts wait for each other only one way round. The condition is on the row alone: one that was changed while it
/// was waited for is looked at again, and with a subquery it can be lost then.
pub(crate) async fn lock(connection: &mut PgConnection, keys: &[Key]) -> Result<Vec<CartRow>, CartError> {
    let (customers, guests) = split(keys);
    let raws = sqlx::query_as!(
        Raw,
        r#"SELECT id, customer_id, guest_digest, version, reminders, state
        FROM cart.carts WHERE customer_id = ANY($1) OR guest_digest = ANY($2) ORDER BY id FOR UPDATE"#,
        &customers,
        &guests
    )
    .fetch_all(connection)
    .await?;
    raws.into_iter().map(Raw::row).collect()
}

/// The carts of owners. Most batches are of customers alone, for whom a shorter statement does.
pub(crate) async fn find_all(connection: &mut PgConnection, keys: &[Key]) -> Result<Vec<CartRow>, CartError> {
    let (customers, guests) = split(keys);
    let raws = if guests.is_empty() {
        sqlx::query_as!(
            Raw,
            r#"SELECT id, customer_id, guest_digest, version, reminders, state
            FROM cart.carts WHERE customer_id = ANY($1)"#,
            &customers
        )
        .fetch_all(connection)
        .await?
    } else {
        sqlx::query_as!(
            Raw,
            r#"SELECT id, customer_id, guest_digest, version, reminders, state
            FROM cart.carts WHERE customer_id = ANY($1) OR guest_digest = ANY($2)"#,
            &customers,
            &guests
        )
        .fetch_all(connection)
        .await?
    };
    raws.into_iter().map(Raw::row).collect()
}

fn split(keys: &[Key]) -> (Vec<Uuid>, Vec<Vec<u8>>) {
    let (mut customers, mut guests) = (Vec::new(), Vec::new());
    for key in keys {
        match key {
            Key::Customer(account) => customers.push(account.as_uuid()),
            Key::Guest(digest) => guests.push(digest.to_vec()),
        }
    }
    (customers, guests)
}

/// A cart to be made.
pub(crate) struct NewCart<'a> {
    pub(crate) id: CartId,
    pub(crate) key: &'a Key,
    pub(crate) channel: &'a str,
}

/// Makes empty carts; those of owners who have one by now are left out.
pub(crate) async fn insert(
    connection: &mut PgConnection,
    new: &[NewCart<'_>],
    now: Timestamp,
) -> Result<(), CartError> {
    let ids: Vec<Uuid> = new.iter().map(|cart| cart.id.as_uuid()).collect();
    let customers: Vec<Option<Uuid>> = new.iter().map(|cart| customer_of(cart.key).map(AccountId::as_uuid)).collect();
    let guests: Vec<Option<Vec<u8>>> = new.iter().map(|cart| guest_of(cart.key)).collect();
    let channels: Vec<String> = new.iter().map(|cart| cart.channel.to_owned()).collect();
    sqlx::query!(
        "WITH made AS (
            INSERT INTO cart.carts (id, customer_id, guest_digest, version, state, channel, created_at, touched_at, touched_on)
            SELECT u.id, u.customer, u.guest, 0, '{}', u.channel, $5, $5, ($5 AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
            FROM UNNEST($1::uuid[], $2::uuid[], $3::bytea[], $4::text[]) AS u (id, customer, guest, channel)
            ON CONFLICT DO NOTHING RETURNING channel, touched_on
        )
        INSERT INTO cart.days (day, channel, started)
        SELECT touched_on, channel, count(*) FROM made GROUP BY touched_on, channel ORDER BY touched_on, channel
        ON CONFLICT (day, channel) DO UPDATE SET started = cart.days.started + excluded.started",
        &ids,
        &customers as _,
        &guests as _,
        &channels,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

const fn customer_of(key: &Key) -> Option<AccountId> {
    match key {
        Key::Customer(account) => Some(*account),
        Key::Guest(_) => None,
    }
}

fn guest_of(key: &Key) -> Option<Vec<u8>> {
    match key {
        Key::Guest(digest) => Some(digest.to_vec()),
        Key::Customer(_) => None,
    }
}

/// Writes changed carts, counts those whose owners came back, and tells whoever listens, all in one statement. A cart
/// that somebody else changed since it was read is left alone. `marks` names the carts for the notification. Answers which
/// of the carts were left.
pub(crate) async fn update<'a>(
    connection: &mut PgConnection,
    changes: &[&'a Change],
    marks: &str,
    now: Timestamp,
) -> Result<Vec<&'a Key>, CartError> {
    let ids: Vec<Uuid> = changes.iter().map(|change| change.row.id.as_uuid()).collect();
    let before: Vec<i64> = changes.iter().map(|change| change.version_before).collect();
    let reminders: Vec<i16> = changes.iter().map(|change| change.row.reminders).collect();
    let versions: Vec<i64> = changes.iter().map(|change| change.row.version).collect();
    let states: Vec<String> = changes
        .iter()
        .map(|change| serde_json::to_string(&change.row.state))
        .collect::<Result<_, _>>()
        .map_err(|_unwritable| CartError::Unreadable)?;
    let counts: Vec<i32> =
        changes.iter().map(|change| i32::try_from(change.row.state.seen().len()).unwrap_or(i32::MAX)).collect();
    let written = sqlx::query_scalar!(
        r#"WITH written AS (
            UPDATE cart.carts c SET version = u.version, state = u.state, line_count = u.line_count, touched_at = $7,
                touched_on = ($7::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, reminders = 0
            FROM UNNEST($1::uuid[], $2::bigint[], $3::smallint[], $4::bigint[], $5::text[], $6::int[])
                AS u (id, version_before, reminders, version, state, line_count)
            WHERE c.id = u.id AND c.version = u.version_before AND c.reminders = u.reminders
            RETURNING c.id, c.channel, c.created_at, u.reminders
        ), recovered AS (
            INSERT INTO cart.days (day, channel, recovered)
            SELECT (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, channel, count(*) FROM written
            WHERE reminders > 0 GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (day, channel) DO UPDATE SET recovered = cart.days.recovered + excluded.recovered
        )
        SELECT ARRAY(SELECT id FROM written) AS "written!" FROM pg_notify('cart_changed', $8)"#,
        &ids,
        &before,
        &reminders,
        &versions,
        &states,
        &counts,
        now.to_sqlx() as _,
        marks
    )
    .fetch_one(connection)
    .await?;
    if written.len() == changes.len() {
        return Ok(Vec::new());
    }
    let left = changes.iter().filter(|change| !written.contains(&change.row.id.as_uuid()));
    Ok(left.map(|change| &change.row.key).collect())
}

/// Removes a cart.
pub(crate) async fn remove(connection: &mut PgConnection, id: CartId) -> Result<(), CartError> {
    sqlx::query!("DELETE FROM cart.carts WHERE id = $1", id.as_uuid()).execute(connection).await?;
    Ok(())
}
