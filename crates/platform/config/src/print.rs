//! The settings in force as text, secrets masked.

use secrecy::{ExposeSecret as _, SecretString};
use serde::Serializer;

use crate::settings::Settings;

impl Settings {
    /// The settings as TOML. Secrets show only whether they are set.
    #[must_use]
    pub fn to_masked_toml(&self) -> String {
        toml::to_string_pretty(self).unwrap_or_default()
    }
}

/// Writes of a secret only whether there is one.
pub(crate) fn mask<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    let shown = if secret.expose_secret().is_empty() { "" } else { "(set, not shown)" };
    serializer.serialize_str(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_print() {
        let mut settings = Settings::defaults();
        settings.database.url = SecretString::from("postgres://cholon:tiger@db/cholon");
        let text = settings.to_masked_toml();
        assert!(text.contains("(set, not shown)") && !text.contains("tiger"), "{text}");
        assert!(!format!("{settings:?}").contains("tiger"));
    }
}
