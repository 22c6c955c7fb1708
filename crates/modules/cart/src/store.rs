//! SQL of carts.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use sqlx::types::Json;
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
}

/// A row of either kind of look-up.
struct Raw {
    id: Uuid,
    customer_id: Option<Uuid>,
    guest_digest: Option<Vec<u8>>,
    version: i64,
    state: Json<CartState>,
}

impl Raw {
    fn row(self) -> Option<CartRow> {
        let customer = self.customer_id.map(|id| Key::Customer(id.into()));
        let guest = || self.guest_digest.and_then(|digest| digest.try_into().ok()).map(Key::Guest);
        let key = customer.or_else(guest)?;
        Some(CartRow { id: self.id.into(), key, version: self.version, state: self.state.0 })
    }
}

/// The cart of an owner.
pub(crate) async fn find(connection: &mut PgConnection, key: &Key) -> Result<Option<CartRow>, CartError> {
    let raw = match key {
        Key::Customer(account) => {
            sqlx::query_as!(
                Raw,
                r#"SELECT id, customer_id, guest_digest, version, state AS "state: Json<CartState>"
                FROM cart.carts WHERE customer_id = $1"#,
                account.as_uuid()
            )
            .fetch_optional(connection)
            .await?
        }
        Key::Guest(digest) => {
            sqlx::query_as!(
                Raw,
                r#"SELECT id, customer_id, guest_digest, version, state AS "state: Json<CartState>"
                FROM cart.carts WHERE guest_digest = $1"#,
                digest.as_slice()
            )
            .fetch_optional(connection)
            .await?
        }
    };
    Ok(raw.and_then(Raw::row))
}

/// Locks the carts of owners until the transaction ends, in the order of their ids, so that two that lock some of the
/// same carts wait for each other only one way round.
pub(crate) async fn lock(connection: &mut PgConnection, keys: &[Key]) -> Result<Vec<CartRow>, CartError> {
    let (customers, guests) = split(keys);
    let raws = sqlx::query_as!(
        Raw,
        r#"SELECT id, customer_id, guest_digest, version, state AS "state: Json<CartState>"
        FROM cart.carts WHERE id IN (
            SELECT id FROM cart.carts WHERE customer_id = ANY($1)
            UNION ALL SELECT id FROM cart.carts WHERE guest_digest = ANY($2)
        ) ORDER BY id FOR UPDATE"#,
        &customers,
        &guests
    )
    .fetch_all(connection)
    .await?;
    Ok(raws.into_iter().filter_map(Raw::row).collect())
}

/// Locks the carts of customers, as [`lock`] does.
pub(crate) async fn lock_customers(
    connection: &mut PgConnection,
    customers: &[Uuid],
) -> Result<Vec<CartRow>, CartError> {
    let raws = sqlx::query_as!(
        Raw,
        r#"SELECT id, customer_id, guest_digest, version, state AS "state: Json<CartState>"
        FROM cart.carts WHERE customer_id = ANY($1) ORDER BY id FOR UPDATE"#,
        customers
    )
    .fetch_all(connection)
    .await?;
    Ok(raws.into_iter().filter_map(Raw::row).collect())
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

/// Writes changed carts and tells whoever listens, in one statement. `ids_text` names the carts for the notification.
pub(crate) async fn update(
    connection: &mut PgConnection,
    rows: &[&CartRow],
    ids_text: &str,
    now: Timestamp,
) -> Result<(), CartError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.as_uuid()).collect();
    let versions: Vec<i64> = rows.iter().map(|row| row.version).collect();
    let states: Vec<Json<&CartState>> = rows.iter().map(|row| Json(&row.state)).collect();
    let counts: Vec<i32> = rows.iter().map(|row| i32::try_from(row.state.seen().len()).unwrap_or(i32::MAX)).collect();
    sqlx::query!(
        "WITH written AS (
            UPDATE cart.carts c SET version = u.version, state = u.state, line_count = u.line_count, touched_at = $5,
                touched_on = ($5::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, reminders = 0
            FROM UNNEST($1::uuid[], $2::bigint[], $3::jsonb[], $4::int[]) AS u (id, version, state, line_count)
            WHERE c.id = u.id
        )
        SELECT pg_notify('cart_changed', $6)",
        &ids,
        &versions,
        states as _,
        &counts,
        now.to_sqlx() as _,
        ids_text
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

/// Removes carts that nobody touched since a day, at most `limit`.
pub(crate) async fn remove_untouched(
    connection: &mut PgConnection,
    before: jiff::civil::Date,
    limit: i64,
) -> Result<u64, CartError> {
    let done = sqlx::query!(
        "DELETE FROM cart.carts WHERE id IN (
            SELECT id FROM cart.carts WHERE touched_on < $1 ORDER BY touched_on LIMIT $2 FOR UPDATE SKIP LOCKED
        )",
        jiff_sqlx::ToSqlx::to_sqlx(before) as _,
        limit
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// A cart that waits for its owner.
pub(crate) struct Waiting {
    pub(crate) id: CartId,
    pub(crate) customer: AccountId,
    pub(crate) lines: u32,
}

/// Marks carts of customers that hold something, were last touched before `before` (on `since` or later) and had less
/// than `stage` reminders; at most `limit`.
pub(crate) async fn mark_waiting(
    connection: &mut PgConnection,
    stage: i16,
    since: jiff::civil::Date,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Waiting>, CartError> {
    let rows = sqlx::query!(
        r#"UPDATE cart.carts SET reminders = $1 WHERE id IN (
            SELECT id FROM cart.carts WHERE touched_on >= $2 AND touched_at < $3 AND reminders < $1 AND line_count > 0
                AND customer_id IS NOT NULL ORDER BY touched_on LIMIT $4 FOR UPDATE SKIP LOCKED
        ) RETURNING id, customer_id AS "customer_id!", line_count"#,
        stage,
        jiff_sqlx::ToSqlx::to_sqlx(since) as _,
        before.to_sqlx() as _,
        limit
    )
    .fetch_all(connection)
    .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        id: row.id.into(),
        customer: row.customer_id.into(),
        lines: u32::try_from(row.line_count).unwrap_or(0),
    });
    Ok(waiting.collect())
}
