//! Bringing the schema to the newest form: the ordered list of `/migrations`, embedded in the program.

use sqlx::migrate::{MigrateError, Migrator};

use crate::error::DatabaseError;
use crate::pool::Database;

static MIGRATIONS: Migrator = sqlx::migrate!("../../../migrations");

/// Applies the migrations that are missing, each in a transaction, under an advisory lock: several processes may call
/// this at once and the later ones find nothing to do.
pub async fn migrate(database: &Database) -> Result<(), DatabaseError> {
    MIGRATIONS.run(database.pool()).await.map_err(explain)
}

fn explain(error: MigrateError) -> DatabaseError {
    match error {
        MigrateError::VersionMissing(version) => DatabaseError::Newer { version },
        MigrateError::VersionMismatch(version) => DatabaseError::Changed { version },
        other => DatabaseError::Migration(other),
    }
}
