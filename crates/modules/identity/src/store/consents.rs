//! What people agreed to, and when.

use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::model::ConsentPurpose;

/// A decision about one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// What for.
    pub purpose: ConsentPurpose,
    /// Whether it was agreed to, or taken back.
    pub is_given: bool,
    /// The version of the text that was shown.
    pub text_version: String,
    /// When.
    pub decided_at: Timestamp,
}

pub(crate) async fn insert(
    connection: &mut PgConnection,
    id: Uuid,
    account: AccountId,
    consent: &Consent,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "INSERT INTO identity.consents (id, account_id, purpose, is_given, text_version, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        account.as_uuid(),
        consent.purpose.name(),
        consent.is_given,
        consent.text_version,
        consent.decided_at.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Every decision of an account, newest first.
pub(crate) async fn history(connection: &mut PgConnection, account: AccountId) -> Result<Vec<Consent>, IdentityError> {
    let rows = sqlx::query!(
        r#"SELECT purpose, is_given, text_version, decided_at AS "decided_at: jiff_sqlx::Timestamp"
        FROM identity.consents WHERE account_id = $1 ORDER BY decided_at DESC, id DESC"#,
        account.as_uuid()
    )
    .fetch_all(connection)
    .await?;
    let consents = rows.into_iter().filter_map(|row| {
        Some(Consent {
            purpose: ConsentPurpose::named(&row.purpose)?,
            is_given: row.is_given,
            text_version: row.text_version,
            decided_at: row.decided_at.to_jiff(),
        })
    });
    Ok(consents.collect())
}
