//! Whether the database answers, for the readiness page.

use std::time::{Duration, Instant};

use crate::pool::Database;

/// A database that takes longer than this is not ready.
pub const HEALTH_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a small question takes, or in words why there is no answer.
pub async fn health(database: &Database) -> Result<Duration, String> {
    let started = Instant::now();
    match tokio::time::timeout(HEALTH_TIMEOUT, ask(database)).await {
        Ok(Ok(())) => Ok(started.elapsed()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_elapsed) => Err(format!("no answer within {} seconds", HEALTH_TIMEOUT.as_secs())),
    }
}

async fn ask(database: &Database) -> Result<(), sqlx::Error> {
    let mut connection = database.pool().acquire().await?;
    sqlx::query("SELECT 1").execute(&mut *connection).await?;
    Ok(())
}
