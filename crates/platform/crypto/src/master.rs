//! The key of the shop, from which every other key is derived.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretBox, SecretString};

use crate::error::CryptoError;
use crate::hmac::hmac_sha256;
use crate::sealed::Sealer;

/// The key of the shop. All processes on one database need the same; who loses it loses sealed values (second factors,
/// signing keys), which are then made anew.
#[derive(Debug)]
pub struct MasterKey(SecretBox<[u8; 32]>);

impl MasterKey {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// The key written as 64 hexadecimal digits.
    pub fn parse(text: &SecretString) -> Result<Self, CryptoError> {
        let bytes = hex::decode(text.expose_secret().trim()).map_err(|_text| CryptoError::MalformedKey)?;
        bytes.try_into().map(Self::new).map_err(|_length| CryptoError::MalformedKey)
    }

    /// The key in the file at `path`, which is made when it is not there, readable for its owner alone.
    pub fn open_file(path: &Path) -> std::io::Result<Self> {
        let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        match made {
            Ok(mut file) => {
                let bytes: [u8; 32] = rand::random();
                file.write_all(hex::encode(bytes).as_bytes())?;
                file.sync_all()?;
                Ok(Self::new(bytes))
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let text = SecretString::from(std::fs::read_to_string(path)?);
                Self::parse(&text).map_err(std::io::Error::other)
            }
            Err(error) => Err(error),
        }
    }

    /// A key for one purpose; keys of different purposes say nothing about each other.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        hmac_sha256(self.0.expose_secret(), purpose.as_bytes())
    }

    /// What seals values for one purpose.
    #[must_use]
    pub fn sealer(&self, purpose: &str) -> Sealer {
        Sealer::new(&self.derive(purpose))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let first = MasterKey::open_file(&path).unwrap().derive("test");
        assert_eq!(MasterKey::open_file(&path).unwrap().derive("test"), first);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_text_that_is_no_key_is_refused() {
        for text in ["", "abc", "zz", &"0".repeat(63)] {
            assert!(MasterKey::parse(&SecretString::from(text.to_owned())).is_err(), "{text}");
        }
        let key = MasterKey::parse(&SecretString::from("0".repeat(64))).unwrap();
        assert!(!format!("{key:?}").contains('0'));
    }
}
