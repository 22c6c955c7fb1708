//! Values that only this shop can read: AES-256-GCM with the place of the value bound to it.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};

use crate::error::CryptoError;

/// Seals and opens values of one purpose. Cheap to clone.
#[derive(Clone)]
pub struct Sealer(Arc<RandomizedNonceKey>);

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

impl Sealer {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(Arc::new(RandomizedNonceKey::new(&AES_256_GCM, key).expect("a key of 32 bytes is one of AES-256")))
    }

    /// Seals `value` for the place `place`, such as the id of its row: moved elsewhere it cannot be opened.
    pub fn seal(&self, place: &[u8], value: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let mut text = value.to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(place), &mut text);
        let nonce = nonce.map_err(|_refused| CryptoError::Failed("sealing"))?;
        Ok([nonce.as_ref().as_slice(), &text].concat())
    }

    /// Opens what [`Self::seal`] sealed for the same place.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or(CryptoError::Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_length| CryptoError::Unsealable)?;
        let mut text = text.to_vec();
        let opened = self.0.open_in_place(nonce, Aad::from(place), &mut text);
        Ok(opened.map_err(|_refused| CryptoError::Unsealable)?.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use crate::MasterKey;

    use super::*;

    #[test]
    fn what_is_altered_moved_or_sealed_by_another_key_stays_shut() {
        let shop = MasterKey::new([7; 32]).sealer("test");
        let sealed = shop.seal(b"row 1", b"secret").unwrap();
        assert_eq!(shop.open(b"row 1", &sealed).unwrap(), b"secret");
        assert_eq!(shop.open(b"row 2", &sealed), Err(CryptoError::Unsealable));
        assert_eq!(MasterKey::new([7; 32]).sealer("other").open(b"row 1", &sealed), Err(CryptoError::Unsealable));
        for index in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[index] ^= 1;
            assert_eq!(shop.open(b"row 1", &altered), Err(CryptoError::Unsealable));
        }
        assert_eq!(shop.open(b"row 1", b"short"), Err(CryptoError::Unsealable));
    }
}
