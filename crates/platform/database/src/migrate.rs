//! Bringing the schema to the newest form: the ordered list of `/migrations`, embedded in the program.

use sha2::{Digest as _, Sha256};
use sqlx::migrate::{MigrateError, Migrator};

use crate::error::DatabaseError;
use crate::pool::Database;

/// Letters of a fingerprint.
const FINGERPRINT_LETTERS: usize = 16;

static MIGRATIONS: Migrator = sqlx::migrate!("../../../migrations");

/// Applies the migrations that are missing, each in a transaction, under an advisory lock: several processes may call
/// this at once and the later ones find nothing to do.
pub async fn migrate(database: &Database) -> Result<(), DatabaseError> {
    MIGRATIONS.run(database.pool()).await.map_err(explain)
}

/// A name for exactly this set of migrations: changes when one is added or edited.
#[must_use]
pub fn migrations_fingerprint() -> String {
    let mut hash = Sha256::new();
    MIGRATIONS.iter().for_each(|migration| hash.update(&*migration.checksum));
    let mut name = hex::encode(hash.finalize());
    name.truncate(FINGERPRINT_LETTERS);
    name
}

fn explain(error: MigrateError) -> DatabaseError {
    match error {
        MigrateError::VersionMissing(version) => DatabaseError::Newer { version },
        MigrateError::VersionMismatch(version) => DatabaseError::Changed { version },
        other => DatabaseError::Migration(other),
    }
}
