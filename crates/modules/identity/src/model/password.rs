//! Which passwords are good enough (NIST SP 800-63B: length and a list of those that everybody tries first).

use std::collections::HashSet;
use std::sync::LazyLock;

use cholon_crypto::PASSWORD_LENGTH_MAX;
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::{Field, IdentityError};

/// Letters of a password at least.
pub const PASSWORD_LETTERS_MIN: usize = 8;

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/common-passwords.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// The password, if it is long enough and not one that everybody tries first, also with the parts of `own`, such as the
/// person's own address.
pub fn checked_password(password: SecretString, own: &[&str]) -> Result<SecretString, IdentityError> {
    let text = password.expose_secret();
    if text.chars().count() < PASSWORD_LETTERS_MIN {
        return Err(IdentityError::Field(Field::PasswordShort));
    }
    if text.len() > PASSWORD_LENGTH_MAX {
        return Err(IdentityError::Field(Field::PasswordLong));
    }
    let lower = text.to_lowercase();
    let is_own = own.iter().any(|own| !own.is_empty() && lower == own.to_lowercase());
    if is_own || is_common(&lower) {
        return Err(IdentityError::Field(Field::PasswordCommon));
    }
    Ok(password)
}

/// Whether it is on the list, is one letter repeated, or is a run of the keyboard or the alphabet.
fn is_common(lower: &str) -> bool {
    const RUNS: [&str; 4] =
        ["01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv"];
    let first = lower.chars().next();
    let backwards: String = lower.chars().rev().collect();
    COMMON.contains(lower)
        || lower.chars().all(|letter| Some(letter) == first)
        || RUNS.iter().any(|run| run.contains(lower) || run.contains(&backwards))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Option<Field> {
        match checked_password(SecretString::from(text.to_owned()), &["an@example.vn"]) {
            Ok(_) => None,
            Err(IdentityError::Field(field)) => Some(field),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for text in
            ["12345678", "87654321", "aaaaaaaa", "Password", "anhyeuem", "QWERTYUI", "An@Example.vn", "matkhau123"]
        {
            assert_eq!(verdict(text), Some(Field::PasswordCommon), "{text}");
        }
        assert_eq!(verdict("ngắn"), Some(Field::PasswordShort));
        assert_eq!(verdict(&"dài".repeat(200)), Some(Field::PasswordLong));
        assert_eq!(verdict("chợ lớn mười giờ"), None);
        assert!(
            COMMON.len() > 200 && COMMON.iter().all(|line| line.to_lowercase() == **line && line.chars().count() >= 8)
        );
    }
}
