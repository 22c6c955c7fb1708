//! Settings in the environment: their names, their types, secrets in files.

use std::collections::BTreeMap;
use std::path::Path;

use figment::value::{Dict, Value};

use crate::error::Fault;
use crate::keys;
use crate::load::{read, unknown};

/// What every variable of ours starts with.
const PREFIX: &str = "CHOLON_";
/// Between section and key in a variable's name.
const SEPARATOR: &str = "__";
/// The variable that hosts usually set; it wins over ours.
const DATABASE_URL: &str = "DATABASE_URL";

/// Variables by name.
pub(crate) type Variables = BTreeMap<String, String>;

/// The variables of this process. Those that are not Unicode are none of ours.
pub(crate) fn of_process() -> Variables {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// The settings that `variables` hold.
pub(crate) fn environment(variables: &Variables, faults: &mut Vec<Fault>) -> Dict {
    let mut layer = Dict::new();
    for (name, text) in variables {
        let setting = match split(name) {
            Some((section, key)) => variable(&section, &key, name, text),
            None => single_underscore(name).map_or(Ok(None), Err),
        };
        match setting {
            Ok(Some((section, key, value))) => put(&mut layer, section, key, value),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    layer
}

/// Section and key of a variable's name, in lower case; `None` when it is none of ours.
fn split(name: &str) -> Option<(String, String)> {
    let name = match name.strip_prefix(DATABASE_URL) {
        Some(rest) => &format!("{PREFIX}DATABASE{SEPARATOR}URL{rest}"),
        None => name,
    };
    let (section, key) = name.strip_prefix(PREFIX)?.split_once(SEPARATOR)?;
    Some((section.to_lowercase(), key.to_lowercase()))
}

type Setting = (String, String, Value);

fn variable(section: &str, key: &str, name: &str, text: &str) -> Result<Option<Setting>, Fault> {
    if let Some(default) = keys::default_of(section, key) {
        return Ok(Some((section.to_owned(), key.to_owned(), typed(default, text))));
    }
    let Some(key) = key.strip_suffix("_file").filter(|key| keys::is_secret(section, key)) else {
        return Err(unknown(&format!("{section}.{key}"), name));
    };
    let secret = read(Path::new(text)).map_err(|reason| Fault {
        key: format!("{section}.{key}"),
        advice: format!("{text}, named by {name}, cannot be read: {reason}"),
    })?;
    Ok(Some((section.to_owned(), key.to_owned(), Value::from(secret.trim_end().to_owned()))))
}

/// A variable's text in the type of the default: the telephone number `19001234` stays a text.
fn typed(default: &Value, text: &str) -> Value {
    match default {
        Value::String(..) => Value::from(text.to_owned()),
        Value::Array(..) if !text.trim_start().starts_with('[') => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Value::from(items.map(str::to_owned).collect::<Vec<_>>())
        }
        _ => text.parse().unwrap_or_else(|never: std::convert::Infallible| match never {}),
    }
}

/// `CHOLON_SERVER_PORT` would otherwise be ignored without a word.
fn single_underscore(name: &str) -> Option<Fault> {
    let rest = name.strip_prefix(PREFIX)?.to_lowercase();
    let (section, key) = rest.split_once('_')?;
    keys::default_of(section, key)?;
    let right = format!("{PREFIX}{}{SEPARATOR}{}", section.to_uppercase(), key.to_uppercase());
    Some(Fault {
        key: format!("{section}.{key}"),
        advice: format!("the variable {name} needs two underscores after the section: {right}"),
    })
}

/// Later ones win; `DATABASE_URL` sorts after everything that starts with `CHOLON_`.
fn put(layer: &mut Dict, section: String, key: String, value: Value) {
    let entry = layer.entry(section).or_insert_with(|| Value::from(Dict::new()));
    if let Value::Dict(_, keys) = entry {
        keys.insert(key, value);
    }
}
