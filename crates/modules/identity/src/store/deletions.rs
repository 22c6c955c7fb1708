//! What became of a provider's wish to erase somebody.

use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use crate::error::IdentityError;
use crate::model::Erasure;
use crate::providers::Provider;

pub(crate) async fn insert(
    connection: &mut PgConnection,
    code: &str,
    provider: Provider,
    outcome: Erasure,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.deletions (code, provider, outcome, done_at) VALUES ($1, $2, $3, $4)",
        code,
        provider.as_str(),
        outcome.name(),
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What became of it, and when.
pub(crate) async fn find(
    connection: &mut PgConnection,
    code: &str,
) -> Result<Option<(Erasure, Timestamp)>, IdentityError> {
    let row = sqlx::query!(
        r#"SELECT outcome, done_at AS "done_at: jiff_sqlx::Timestamp" FROM identity.deletions WHERE code = $1"#,
        code
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(|row| Some((Erasure::named(&row.outcome)?, row.done_at.to_jiff()))))
}
