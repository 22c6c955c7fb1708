//! Reading the settings: defaults, then the file, then the environment; every fault is collected.

use std::path::Path;

use figment::Figment;
use figment::providers::{Format as _, Serialized, Toml};
use figment::value::Dict;
use serde::de::DeserializeOwned;

use crate::environment::{Variables, environment, of_process};
use crate::error::{ConfigError, Fault};
use crate::settings::Settings;
use crate::{DEFAULTS, check, keys};

/// The largest settings file, and file with a secret, that is read.
const FILE_BYTES_MAX: u64 = 1_048_576;

impl Settings {
    /// The settings in force: defaults, overridden by `file` if there is one, overridden by the environment.
    ///
    /// `server.port` is the variable `CHOLON_SERVER__PORT`. `DATABASE_URL` stands for `database.url`, and
    /// `DATABASE_URL_FILE` or `CHOLON_DATABASE__URL_FILE` for a file that holds it. Every fault is reported, not only
    /// the first. Flags of the command line are put on top by the caller.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        load(file, &of_process())
    }

    /// The defaults.
    ///
    /// # Panics
    /// Never: a test reads them.
    #[must_use]
    pub fn defaults() -> Self {
        Figment::from(Toml::string(DEFAULTS)).extract().expect("the defaults are part of the program")
    }
}

fn load(file: Option<&Path>, variables: &Variables) -> Result<Settings, ConfigError> {
    let mut faults = Vec::new();
    let mut figment = Figment::from(Toml::string(DEFAULTS));
    if let Some(path) = file {
        figment = figment.merge(Serialized::defaults(file_layer(path, &mut faults)?));
    }
    figment = figment.merge(Serialized::defaults(environment(variables, &mut faults)));
    let settings = extract(&figment, &mut faults);
    if faults.is_empty() {
        faults = check::faults(&settings);
    }
    if faults.is_empty() { Ok(settings) } else { Err(ConfigError::Wrong(faults)) }
}

/// A file's text, if it has a reasonable size.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let reason = |error: std::io::Error| error.to_string();
    if std::fs::metadata(path).map_err(reason)?.len() > FILE_BYTES_MAX {
        return Err(format!("it is larger than {FILE_BYTES_MAX} bytes"));
    }
    std::fs::read_to_string(path).map_err(reason)
}

fn file_layer(path: &Path, faults: &mut Vec<Fault>) -> Result<Dict, ConfigError> {
    let name = path.display().to_string();
    let unreadable = |reason| ConfigError::File { path: name.clone(), reason };
    let text = read(path).map_err(unreadable)?;
    let layer = Figment::from(Toml::string(&text)).extract::<Dict>();
    let layer = layer.map_err(|error| unreadable(format!("it is not TOML: {error}")))?;
    report_unknown(&layer, &name, faults);
    Ok(layer)
}

/// Reports every key of the file that does not exist.
fn report_unknown(layer: &Dict, source: &str, faults: &mut Vec<Fault>) {
    for (section, value) in layer {
        if !keys::sections().contains_key(section) {
            faults.push(unknown(section, source));
            continue;
        }
        let Some(names) = value.as_dict() else {
            let advice = format!("is a section: write [{section}] and its keys below (in {source})");
            faults.push(Fault { key: section.clone(), advice });
            continue;
        };
        let missing = names.keys().filter(|name| keys::default_of(section, name).is_none());
        faults.extend(missing.map(|name| unknown(&format!("{section}.{name}"), source)));
    }
}

/// A key that does not exist, with what was probably meant.
pub(crate) fn unknown(key: &str, source: &str) -> Fault {
    let advice = match keys::nearest(key) {
        Some(near) => format!("there is no such setting; did you mean `{near}`? (in {source})"),
        None => format!("there is no such setting; remove it (in {source})"),
    };
    Fault { key: key.to_owned(), advice }
}

/// Section by section, so that one wrong type does not hide those of the others.
fn extract(figment: &Figment, faults: &mut Vec<Fault>) -> Settings {
    let fallback = Settings::defaults();
    Settings {
        server: section(figment, "server", fallback.server, faults),
        shop: section(figment, "shop", fallback.shop, faults),
        database: section(figment, "database", fallback.database, faults),
        security: section(figment, "security", fallback.security, faults),
        log_in: section(figment, "log_in", fallback.log_in, faults),
        cart: section(figment, "cart", fallback.cart, faults),
        mail: section(figment, "mail", fallback.mail, faults),
        cache: section(figment, "cache", fallback.cache, faults),
        limits: section(figment, "limits", fallback.limits, faults),
        telemetry: section(figment, "telemetry", fallback.telemetry, faults),
    }
}

fn section<T: DeserializeOwned>(figment: &Figment, name: &str, fallback: T, faults: &mut Vec<Fault>) -> T {
    let found = match figment.find_value(name) {
        Ok(value) => value.deserialize(),
        Err(error) => Err(error),
    };
    match found {
        Ok(section) => section,
        Err(errors) => {
            for error in errors {
                // Unknown keys are reported with their source already.
                if !matches!(error.kind, figment::error::Kind::UnknownField(..)) {
                    faults.push(wrong_type(name, &error));
                }
            }
            fallback
        }
    }
}

fn wrong_type(section: &str, error: &figment::Error) -> Fault {
    let path = std::iter::once(section).chain(error.path.iter().map(String::as_str));
    Fault { key: path.collect::<Vec<_>>().join("."), advice: error.kind.to_string() }
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
