//! Which keys exist and of what type they are, read off the defaults.

use std::sync::LazyLock;

use figment::Figment;
use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Value};

use crate::DEFAULTS;

/// Keys that may also be given as a file that holds them.
const SECRET_KEYS: [&str; 6] = [
    "database.url",
    "security.secret_key",
    "log_in.google_client_secret",
    "log_in.facebook_app_secret",
    "log_in.zalo_app_secret",
    "mail.password",
];

/// The longest distance at which a key is offered as what was meant.
const DISTANCE_MAX: usize = 4;

static KNOWN: LazyLock<Dict> =
    LazyLock::new(|| Figment::from(Toml::string(DEFAULTS)).extract().expect("the defaults are part of the program"));

/// The sections of the defaults, each a dictionary of keys.
pub(crate) fn sections() -> &'static Dict {
    &KNOWN
}

/// The default of `section.key`; `None` when there is no such key.
pub(crate) fn default_of(section: &str, key: &str) -> Option<&'static Value> {
    sections().get(section)?.as_dict()?.get(key)
}

/// Whether `section.key` holds a secret.
pub(crate) fn is_secret(section: &str, key: &str) -> bool {
    SECRET_KEYS.iter().any(|secret| secret.split_once('.') == Some((section, key)))
}

/// The existing section, or `section.key`, closest to what was written, if one is close.
pub(crate) fn nearest(written: &str) -> Option<String> {
    let known = sections().iter().flat_map(|(section, keys)| {
        let inner = keys.as_dict().into_iter().flat_map(Dict::keys).map(move |key| format!("{section}.{key}"));
        inner.chain(std::iter::once(section.clone()))
    });
    let (distance, best) = known.map(|name| (distance(&name, written), name)).min()?;
    (distance <= DISTANCE_MAX).then_some(best)
}

/// The number of letters to insert, delete or replace (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_is_the_one_that_was_meant() {
        assert_eq!(nearest("server.prot").as_deref(), Some("server.port"));
        assert_eq!(nearest("servr").as_deref(), Some("server"));
        assert_eq!(nearest("weather.forecast"), None);
    }

    #[test]
    fn secrets_are_keys() {
        let known = |key: &str| key.split_once('.').is_some_and(|(section, key)| default_of(section, key).is_some());
        assert!(SECRET_KEYS.iter().all(|key| known(key)));
    }

    #[test]
    fn distances_are_counted_in_letters() {
        for (left, right, expected) in
            [("", "abc", 3), ("port", "port", 0), ("prot", "port", 2), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(left, right), expected);
        }
    }
}
