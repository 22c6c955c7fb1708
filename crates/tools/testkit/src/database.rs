//! A fresh database for a test, cloned from one that has all migrations.

use std::time::Duration;

use anyhow::Context as _;
use cholon_config::Settings;
use cholon_database::{Database, migrate, migrations_fingerprint, open};
use cholon_kernel::SystemClock;
use cholon_kernel::id::new_uuid;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::server::{TestServer, server};

/// Names of databases for tests begin like this; those that a killed test left behind are removed later.
const PREFIX: &str = "cholon_test_";
/// The advisory lock under which the template is made: several test processes start at once.
const TEMPLATE_LOCK: i64 = 7_461_020;
/// How long dropping a database may take before the test goes on.
const DROP_TIMEOUT: Duration = Duration::from_secs(10);

/// A database of one test; dropped with it.
#[derive(Debug)]
pub struct TestDatabase {
    database: Database,
    url: String,
    name: String,
    server_url: String,
}

impl TestDatabase {
    /// The database, migrated and empty.
    #[must_use]
    pub fn database(&self) -> Database {
        self.database.clone()
    }

    /// Its connection URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// A fresh database with all migrations applied.
///
/// # Panics
/// When there is no PostgreSQL to be had: the test cannot go on.
pub async fn database() -> TestDatabase {
    make().await.unwrap_or_else(|error| panic!("no database for the test: {error:#}"))
}

async fn make() -> anyhow::Result<TestDatabase> {
    let server = server().await?;
    let mut admin = PgConnection::connect(&server.url).await?;
    let template = template(server, &mut admin).await?;
    let name = format!("{PREFIX}{}", new_uuid(&SystemClock).simple());
    run(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log")).await?;
    admin.close().await?;
    let url = server.url_of(&name);
    Ok(TestDatabase { database: pool(&url)?, url, name, server_url: server.url.clone() })
}

fn pool(url: &str) -> anyhow::Result<Database> {
    let mut settings = Settings::defaults().database;
    settings.url = url.to_owned().into();
    open(&settings).context("no pool for the test")
}

/// The name of the template, made if this set of migrations has none yet.
async fn template(server: &TestServer, admin: &mut PgConnection) -> anyhow::Result<String> {
    let template = format!("cholon_template_{}", migrations_fingerprint());
    sqlx::query("SELECT pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await?;
    // The flag comes last, so a template that was interrupted in the making has none.
    let ready: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)")
            .bind(&template)
            .fetch_one(&mut *admin)
            .await?;
    if !ready {
        clean_up(admin).await?;
        run(admin, format!("DROP DATABASE IF EXISTS {template} WITH (FORCE)")).await?;
        run(admin, format!("CREATE DATABASE {template}")).await?;
        let fresh = pool(&server.url_of(&template))?;
        migrate(&fresh).await?;
        fresh.pool().close().await;
        run(admin, format!("ALTER DATABASE {template} IS_TEMPLATE true")).await?;
    }
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await?;
    Ok(template)
}

/// Removes templates of other migrations and databases of tests that were killed an hour ago or more.
async fn clean_up(admin: &mut PgConnection) -> anyhow::Result<()> {
    let stale: Vec<String> = sqlx::query_scalar(
        "SELECT datname::text FROM pg_database
         WHERE datname ~ '^cholon_(test|template)_[0-9a-f]+$'
           AND (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification < now() - interval '1 hour'",
    )
    .fetch_all(&mut *admin)
    .await?;
    for name in stale {
        run(admin, format!("ALTER DATABASE {name} IS_TEMPLATE false")).await?;
        run(admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    }
    Ok(())
}

/// Statements about databases take no parameters; the names are ours.
async fn run(admin: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(admin).await?;
    Ok(())
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let url = self.server_url.clone();
        // A thread of its own: dropping happens inside the test's runtime, which cannot wait.
        let dropping = std::thread::spawn(move || -> anyhow::Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let work = async { run(&mut PgConnection::connect(&url).await?, statement).await };
                tokio::time::timeout(DROP_TIMEOUT, work).await?
            })
        });
        // What stays is removed by a later run.
        let _stays = dropping.join();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_test_has_a_migrated_database_of_its_own_that_ends_with_it() {
        let (first, second) = (database().await, database().await);
        assert_ne!(first.name, second.name);
        let events: i64 = sqlx::query_scalar("SELECT count(*) FROM events.log")
            .fetch_one(&mut *first.database().read().await.unwrap())
            .await
            .unwrap();
        assert_eq!(events, 0);
        let name = first.name.clone();
        drop(first);
        let gone: bool = sqlx::query_scalar("SELECT NOT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
            .bind(&name)
            .fetch_one(&mut *second.database().read().await.unwrap())
            .await
            .unwrap();
        assert!(gone);
    }
}
