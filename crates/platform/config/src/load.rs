//! Reading the settings: defaults, then the file, then the environment.

use std::path::Path;

use figment::Figment;
use figment::providers::{Env, Format as _, Toml};

use crate::error::{ConfigError, Fault};
use crate::settings::Settings;
use crate::{DEFAULTS, check};

/// Variables with this prefix are settings; two underscores separate section and key.
const ENV_PREFIX: &str = "CHOLON_";
/// Variables with the prefix that belong to the command line or the tests.
const ENV_OTHERS: [&str; 4] = ["data_dir", "config", "port", "test_database_url"];

impl Settings {
    /// The settings in force: defaults, overridden by `file` if there is one, overridden by the environment.
    ///
    /// `DATABASE_URL` stands for `database.url`, `DATABASE_URL_FILE` for a file that holds it. Every wrong setting is
    /// reported, not only the first.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Some(path) = file {
            figment = figment.merge(Toml::string(&read(path)?));
        }
        figment = figment
            .merge(Env::prefixed(ENV_PREFIX).ignore(&ENV_OTHERS).split("__"))
            .merge(Env::raw().only(&["database_url"]).map(|_| "database.url".into()));
        if let Some(url) = url_from_file()? {
            figment = figment.merge(("database.url", url));
        }
        Self::from_figment(&figment)
    }

    /// The defaults.
    ///
    /// # Panics
    /// Never: a test reads them.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the defaults are part of the program and tested")]
    pub fn defaults() -> Self {
        Self::from_figment(&Figment::from(Toml::string(DEFAULTS))).expect("the defaults are complete")
    }

    fn from_figment(figment: &Figment) -> Result<Self, ConfigError> {
        let settings: Self = figment.extract().map_err(|error| ConfigError::Wrong(faults(error)))?;
        let faults = check::faults(&settings);
        if faults.is_empty() { Ok(settings) } else { Err(ConfigError::Wrong(faults)) }
    }
}

fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError::File { path: path.display().to_string(), reason: error.to_string() })
}

#[expect(clippy::disallowed_methods, reason = "this crate is where the environment is read")]
fn url_from_file() -> Result<Option<String>, ConfigError> {
    let Ok(path) = std::env::var("DATABASE_URL_FILE") else { return Ok(None) };
    read(Path::new(&path)).map(|url| Some(url.trim().to_owned()))
}

fn faults(error: figment::Error) -> Vec<Fault> {
    error.into_iter().map(fault).collect()
}

fn fault(error: figment::Error) -> Fault {
    let source = error.metadata.as_ref().map(|metadata| format!(" (from {})", metadata.name)).unwrap_or_default();
    let mut path = error.path.clone();
    let advice = match &error.kind {
        figment::error::Kind::UnknownField(name, known) => {
            if path.last() != Some(name) {
                path.push(name.clone());
            }
            format!("there is no such setting; {}", nearest(name, known))
        }
        kind => kind.to_string(),
    };
    Fault { key: path.join("."), advice: format!("{advice}{source}") }
}

/// The known name that shares most letters with what was written.
fn nearest(name: &str, known: &[&str]) -> String {
    let best = known.iter().min_by_key(|candidate| distance(name, candidate));
    best.map_or_else(|| "remove it".to_owned(), |best| format!("did you mean `{best}`?"))
}

/// Levenshtein distance.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
