//! Lines of the audit log. They are added at the end and never changed.

use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::audit::AuditLine;
use crate::error::IdentityError;

/// The end of the chain: the number and digest of the last line. Locked until the transaction ends.
pub(crate) async fn lock_head(connection: &mut PgConnection) -> Result<(i64, Vec<u8>), IdentityError> {
    let row = sqlx::query!("SELECT number, digest FROM identity.audit_head FOR UPDATE").fetch_one(connection).await?;
    Ok((row.number, row.digest))
}

/// The same without a lock.
pub(crate) async fn head(connection: &mut PgConnection) -> Result<(i64, Vec<u8>), IdentityError> {
    let row = sqlx::query!("SELECT number, digest FROM identity.audit_head").fetch_one(connection).await?;
    Ok((row.number, row.digest))
}

/// Where the log begins: the last line that was dropped.
pub(crate) struct Anchor {
    pub(crate) number: i64,
    pub(crate) digest: Vec<u8>,
    pub(crate) seal: Vec<u8>,
}

/// The anchor of the log. Locked until the transaction ends: it is moved and read by one after the other.
pub(crate) async fn lock_anchor(connection: &mut PgConnection) -> Result<Anchor, IdentityError> {
    let anchor = sqlx::query_as!(Anchor, "SELECT number, digest, seal FROM identity.audit_anchor FOR UPDATE");
    Ok(anchor.fetch_one(connection).await?)
}

/// Moves the anchor and drops the lines up to it. Answers how many they were.
pub(crate) async fn drop_to(connection: &mut PgConnection, anchor: &Anchor) -> Result<u64, IdentityError> {
    sqlx::query!(
        "UPDATE identity.audit_anchor SET number = $1, digest = $2, seal = $3",
        anchor.number,
        anchor.digest,
        anchor.seal
    )
    .execute(&mut *connection)
    .await?;
    let done = sqlx::query!("DELETE FROM identity.audit_log WHERE number <= $1", anchor.number);
    Ok(done.execute(connection).await?.rows_affected())
}

/// Adds a line and moves the end of the chain.
pub(crate) async fn append(
    connection: &mut PgConnection,
    line: &AuditLine,
    digest: &[u8],
) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.audit_log (number, happened_at, actor, action, entity, entity_id, old_values, new_values,
            address, user_agent, digest)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        line.number,
        line.happened_at.to_sqlx() as _,
        line.actor,
        line.action,
        line.entity,
        line.entity_id,
        line.old_values,
        line.new_values,
        line.address,
        line.user_agent,
        digest
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("UPDATE identity.audit_head SET number = $1, digest = $2", line.number, digest)
        .execute(connection)
        .await?;
    Ok(())
}

/// The next lines of the chain with their digests.
pub(crate) async fn next(
    connection: &mut PgConnection,
    after: i64,
    limit: i64,
) -> Result<Vec<(AuditLine, Vec<u8>)>, IdentityError> {
    let rows = sqlx::query!(
        r#"SELECT number, happened_at AS "happened_at: jiff_sqlx::Timestamp", actor, action, entity, entity_id,
            old_values, new_values, address, user_agent, digest
        FROM identity.audit_log WHERE number > $1 ORDER BY number LIMIT $2"#,
        after,
        limit
    )
    .fetch_all(connection)
    .await?;
    let lines = rows.into_iter().map(|row| {
        let line = AuditLine {
            number: row.number,
            happened_at: row.happened_at.to_jiff(),
            actor: row.actor,
            action: row.action,
            entity: row.entity,
            entity_id: row.entity_id,
            old_values: row.old_values,
            new_values: row.new_values,
            address: row.address,
            user_agent: row.user_agent,
        };
        (line, row.digest)
    });
    Ok(lines.collect())
}

/// What is looked for in the log; what is empty does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Words in actor, action, entity or values.
    pub text: String,
    /// The action begins with this.
    pub action: String,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Only lines before this number, for the next page.
    pub before: Option<i64>,
}

/// Lines that fit, newest first.
pub(crate) async fn find(
    connection: &mut PgConnection,
    query: &AuditQuery,
    limit: i64,
) -> Result<Vec<AuditLine>, IdentityError> {
    let pattern = format!("%{}%", escaped(&query.text));
    let action = format!("{}%", escaped(&query.action));
    let rows = sqlx::query!(
        r#"SELECT number, happened_at AS "happened_at: jiff_sqlx::Timestamp", actor, action, entity, entity_id,
            old_values, new_values, address, user_agent
        FROM identity.audit_log
        WHERE number < coalesce($1, 9223372036854775807) AND action LIKE $2
            AND (actor || ' ' || action || ' ' || entity || ' ' || entity_id || ' ' || old_values || ' ' || new_values)
                ILIKE $3
            AND happened_at >= coalesce($4, '-infinity'::timestamptz)
            AND happened_at < coalesce($5, 'infinity'::timestamptz)
        ORDER BY number DESC LIMIT $6"#,
        query.before,
        action,
        pattern,
        query.since.map(jiff_sqlx::ToSqlx::to_sqlx) as _,
        query.until.map(jiff_sqlx::ToSqlx::to_sqlx) as _,
        limit
    )
    .fetch_all(connection)
    .await?;
    let lines = rows.into_iter().map(|row| AuditLine {
        number: row.number,
        happened_at: row.happened_at.to_jiff(),
        actor: row.actor,
        action: row.action,
        entity: row.entity,
        entity_id: row.entity_id,
        old_values: row.old_values,
        new_values: row.new_values,
        address: row.address,
        user_agent: row.user_agent,
    });
    Ok(lines.collect())
}

/// A text as a pattern that matches itself.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
