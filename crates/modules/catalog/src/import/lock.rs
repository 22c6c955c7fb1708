//! One import at a time.

use cholon_database::{Database, Tx};

use super::error::ImportError;

/// The advisory lock of imports; the number means nothing.
const LOCK: i64 = 0x6361_7461_696d;

/// Takes the lock; it is free again when the transaction is dropped, whatever happens to this process.
///
/// The transaction does nothing else, so it holds back neither vacuum nor readers of the event log.
pub(crate) async fn acquire(database: &Database) -> Result<Tx, ImportError> {
    let mut tx = database.begin().await?;
    sqlx::query!("SELECT set_config('idle_in_transaction_session_timeout', '0', true)").fetch_one(&mut *tx).await?;
    let taken = sqlx::query_scalar!(r#"SELECT pg_try_advisory_xact_lock($1) AS "taken!""#, LOCK);
    if taken.fetch_one(&mut *tx).await? { Ok(tx) } else { Err(ImportError::Busy) }
}
