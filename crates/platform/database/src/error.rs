//! Why the database could not do what it was asked.

/// Why the database could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The driver's answer.
    #[error("database request failed")]
    Sql(#[from] sqlx::Error),
    /// The connection URL cannot be read.
    #[error("the database url is not understood, expected postgres://user:password@host/name")]
    Url(#[source] sqlx::Error),
    /// The database has a migration that this program does not know.
    #[error(
        "the database is newer than this program (it has migration {version}); start a newer version of the program"
    )]
    Newer {
        /// The unknown migration.
        version: i64,
    },
    /// A migration that was applied is not the one this program has.
    #[error("migration {version} was applied in another form; restore the program's original migration file")]
    Changed {
        /// The changed migration.
        version: i64,
    },
    /// A migration did not run.
    #[error("the database could not be brought to the newest schema")]
    Migration(#[source] sqlx::migrate::MigrateError),
}

impl DatabaseError {
    /// The name of the constraint that refused the change, if one did.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Sql(error) => error.as_database_error().and_then(|error| error.constraint()),
            _ => None,
        }
    }
}

/// Turns the refusal of a named constraint into a business error; `named` answers `None` for names it does not know.
///
/// The database is the one place where uniqueness and ranges are ruled; this makes its answer readable:
/// `.map_err(|error| on_constraint(error, |name| (name == "products_slug_key").then_some(CatalogError::SlugTaken)))`.
pub fn on_constraint<E: From<DatabaseError>>(
    error: impl Into<DatabaseError>,
    named: impl FnOnce(&str) -> Option<E>,
) -> E {
    let error = error.into();
    match error.constraint().and_then(named) {
        Some(business) => business,
        None => error.into(),
    }
}
