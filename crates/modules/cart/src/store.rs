//! SQL of carts.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::CartError;
use crate::facade::{CartId, Key};
use crate::model::CartState;

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

/// Locks the carts of customers, as [`lock`] does.
pub(crate) async fn lock_customers(
    connection: &mut PgConnection,
    customers: &[Uuid],
) -> Result<Vec<CartRow>, CartError> {
    let raws = sqlx::query_as!(
        Raw,
        r#"SELECT id, customer_id, guest_digest, version, reminders, state
        FROM cart.carts WHERE customer_id = ANY($1) ORDER BY id FOR UPDATE"#,
        customers
    )
    .fetch_all(connection)
    .await?;
    raws.into_iter().map(Raw::row).collect()
}

pub(crate) fn split(keys: &[Key]) -> (Vec<Uuid>, Vec<Vec<u8>>) {
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

/// Writes changed carts and tells whoever listens, in one statement. `marks` names the carts for the notification.
pub(crate) async fn update(
    connection: &mut PgConnection,
    rows: &[&CartRow],
    marks: &str,
    now: Timestamp,
) -> Result<(), CartError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.as_uuid()).collect();
    let versions: Vec<i64> = rows.iter().map(|row| row.version).collect();
    let states: Vec<String> = rows
        .iter()
        .map(|row| serde_json::to_string(&row.state))
        .collect::<Result<_, _>>()
        .map_err(|_unwritable| CartError::Unreadable)?;
    let counts: Vec<i32> = rows.iter().map(|row| i32::try_from(row.state.seen().len()).unwrap_or(i32::MAX)).collect();
    sqlx::query!(
        "WITH written AS (
            UPDATE cart.carts c SET version = u.version, state = u.state, line_count = u.line_count, touched_at = $5,
                touched_on = ($5::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, reminders = 0
            FROM UNNEST($1::uuid[], $2::bigint[], $3::text[], $4::int[]) AS u (id, version, state, line_count)
            WHERE c.id = u.id
        )
        SELECT pg_notify('cart_changed', $6)",
        &ids,
        &versions,
        &states,
        &counts,
        now.to_sqlx() as _,
        marks
    )
    .execute(&mut *connection)
    .await?;
    let recovered: Vec<Uuid> = rows.iter().filter(|row| row.reminders > 0).map(|row| row.id.as_uuid()).collect();
    if recovered.is_empty() { Ok(()) } else { count_recovered(connection, &recovered).await }
}

/// Counts carts whose owners came back.
async fn count_recovered(connection: &mut PgConnection, ids: &[Uuid]) -> Result<(), CartError> {
    sqlx::query!(
        "INSERT INTO cart.days (day, channel, recovered)
        SELECT (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, channel, count(*) FROM cart.carts
        WHERE id = ANY($1) GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (day, channel) DO UPDATE SET recovered = cart.days.recovered + excluded.recovered",
        ids
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes a cart.
pub(crate) async fn remove(connection: &mut PgConnection, id: CartId) -> Result<(), CartError> {
    sqlx::query!("DELETE FROM cart.carts WHERE id = $1", id.as_uuid()).execute(connection).await?;
    Ok(())
}
