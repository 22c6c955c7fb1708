//! The pool and its two units of work: a connection for reading, a transaction for writing.

use std::str::FromStr as _;
use std::time::Duration;

use cholon_config::DatabaseSettings;
use secrecy::ExposeSecret as _;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, PgPool, Postgres, Transaction};
use tracing::log::LevelFilter;

use crate::error::DatabaseError;

/// The name this program shows in `pg_stat_activity`.
const APPLICATION_NAME: &str = "cholon";
/// A connection is replaced at this age, so that server-side memory and plans do not grow old.
const CONNECTION_LIFETIME_MAX: Duration = Duration::from_mins(30);
/// A connection that nobody used for this long is closed.
const CONNECTION_IDLE_MAX: Duration = Duration::from_mins(5);
/// A connection idle for longer is asked whether it lives before it is used: a test at every use would triple the
/// cost of small statements.
const UNTESTED_IDLE_MAX: Duration = Duration::from_secs(2);
/// Prepared statements kept per connection.
const STATEMENTS_PER_CONNECTION_MAX: usize = 256;
/// Statements slower than this are logged as warnings.
const SLOW_STATEMENT: Duration = Duration::from_millis(250);

/// A connection held for one unit of work that only reads, or whose writing is one statement.
pub type Connection = PoolConnection<Postgres>;

/// A transaction: one unit of work that writes. Dropping it rolls back; `commit` makes it true.
pub type Tx = Transaction<'static, Postgres>;

/// The database of this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Database {
    pool: PgPool,
}

impl Database {
    /// A database over a pool that somebody configured.
    #[must_use]
    pub const fn from_pool(pool: PgPool) -> Self {
        Self { pool }
    }

    /// The pool itself, for what is not a unit of work: migrating, health.
    #[must_use]
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// A connection for a unit of work that only reads, or whose writing is one statement.
    pub async fn read(&self) -> Result<Connection, DatabaseError> {
        // Boxed, as waiting for the pool takes 4 KiB, which every operation that may ask the database would carry along
        // and copy at each of its layers.
        Ok(Box::pin(self.pool.acquire()).await?)
    }

    /// A connection that hears what is notified on a channel.
    pub async fn listen(&self, channel: &str) -> Result<PgListener, DatabaseError> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(channel).await?;
        Ok(listener)
    }

    /// A transaction for a unit of work that writes.
    #[expect(clippy::disallowed_methods, reason = "this is the way that the others are asked to take")]
    pub async fn begin(&self) -> Result<Tx, DatabaseError> {
        Ok(Box::pin(self.pool.begin()).await?)
    }
}

/// Statements are planned once for a connection. Left to itself, PostgreSQL plans a look-up of a few ids anew each time,
/// as a plan for so few seems cheaper than the general one, and the planning takes longer than the look-up. A statement
/// whose best plan depends on its values has to be written as several statements.
const PLAN_CACHE_MODE: &str = "force_generic_plan";

/// A configured pool to `settings.url`. Connects at the first use, so a database that comes later is no error here.
pub fn open(settings: &DatabaseSettings) -> Result<Database, DatabaseError> {
    let options = PgConnectOptions::from_str(settings.url.expose_secret())
        .map_err(DatabaseError::Url)?
        .application_name(APPLICATION_NAME)
        .statement_cache_capacity(STATEMENTS_PER_CONNECTION_MAX)
        .options([("plan_cache_mode", PLAN_CACHE_MODE)])
        .log_statements(LevelFilter::Trace)
        .log_slow_statements(LevelFilter::Warn, SLOW_STATEMENT);
    let pool = PgPoolOptions::new()
        .max_connections(settings.connections_max)
        .acquire_timeout(Duration::from_millis(settings.acquire_timeout_ms))
        .max_lifetime(CONNECTION_LIFETIME_MAX)
        .idle_timeout(CONNECTION_IDLE_MAX)
        .test_before_acquire(false)
        .before_acquire(|connection, age| {
            Box::pin(async move { Ok(age.idle_for < UNTESTED_IDLE_MAX || connection.ping().await.is_ok()) })
        })
        .connect_lazy_with(options);
    Ok(Database::from_pool(pool))
}
