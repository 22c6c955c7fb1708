//! The keys that sign tokens: a new one every thirty days, the old ones counting on until their tokens have run out,
//! a leaked one ended at once (IDN-3).

use arc_swap::ArcSwapOption;
use cholon_crypto::{PublicKey, SigningKey, TokenError, VerifyingKeys, sha256};
use cholon_database::Tx;
use cholon_events::publish;
use cholon_kernel::clock::Timestamp;
use jiff::SignedDuration;
use moka::sync::Cache;
use serde_json::Value;

use crate::error::IdentityError;
use crate::events::KeysChanged;
use crate::facade::{Identity, commit};
use crate::store;
use crate::store::keys::KeyRow;
use crate::token::Claims;

/// How long a key signs.
pub const KEY_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long its tokens count afterwards: longer than any token lives, so that processes with slow clocks agree.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);
/// Tokens whose signature was checked and is remembered, at about 200 bytes each.
const CHECKED_MAX: u64 = 150_000;

/// The keys of this process, as last read.
#[derive(Default)]
pub(crate) struct Keyring(ArcSwapOption<Loaded>);

struct Loaded {
    signing: SigningKey,
    verifying: VerifyingKeys,
    public: Vec<PublicKey>,
    /// Checking a signature takes fifty microseconds, looking a token up one. Gone with the keys they were checked by.
    checked: Cache<[u8; 32], Claims>,
}

impl Keyring {
    pub(crate) fn sign(&self, claims: &Claims) -> Result<String, IdentityError> {
        let loaded = self.0.load();
        let loaded = loaded.as_ref().ok_or(IdentityError::NotFound("signing key"))?;
        Ok(loaded.signing.sign(claims)?)
    }

    pub(crate) fn verify(&self, token: &str, issuer: &str, now: i64) -> Result<Claims, TokenError> {
        let loaded = self.0.load();
        let loaded = loaded.as_ref().ok_or(TokenError::UnknownKey)?;
        let digest = sha256(token.as_bytes());
        if let Some(claims) = loaded.checked.get(&digest) {
            return if claims.exp > now { Ok(claims) } else { Err(TokenError::Expired) };
        }
        let claims: Claims = loaded.verifying.verify(token, issuer, now)?;
        loaded.checked.insert(digest, claims.clone());
        Ok(claims)
    }

    fn set(&self, signing: SigningKey, public: Vec<PublicKey>) {
        let verifying = VerifyingKeys::new(&public);
        let checked = Cache::new(CHECKED_MAX);
        self.0.store(Some(std::sync::Arc::new(Loaded { signing, verifying, public, checked })));
    }

    fn names(&self) -> Vec<String> {
        self.0.load().as_ref().map_or_else(Vec::new, |loaded| loaded.public.iter().map(PublicKey::id).collect())
    }
}

impl Identity {
    /// The public keys whose tokens count, as others read them (RFC 7517).
    #[must_use]
    pub fn key_set(&self) -> Value {
        let loaded = self.inner.keyring.0.load();
        let keys: Vec<Value> =
            loaded.as_ref().map_or_else(Vec::new, |loaded| loaded.public.iter().map(PublicKey::jwk).collect());
        serde_json::json!({ "keys": keys })
    }

    /// Makes a key when the newest has signed for thirty days or there is none, and reads the keys. Of many processes
    /// one makes it.
    pub async fn rotate_keys(&self) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        store::keys::lock(&mut tx).await?;
        if self.make_key_if_due(&mut tx).await? {
            publish(&mut tx, self.clock(), &KeysChanged {}).await?;
        }
        commit(tx).await?;
        self.load_keys().await
    }

    /// Makes a key unless one signs that is young enough and that this process can open. Says whether it did.
    async fn make_key_if_due(&self, tx: &mut Tx) -> Result<bool, IdentityError> {
        let now = self.now();
        let rows = store::keys::usable(tx, oldest(now)).await?;
        if rows.iter().any(|row| row.created_at + KEY_LIFETIME > now && self.open(row).is_ok()) {
            return Ok(false);
        }
        let key = SigningKey::generate()?;
        let row = KeyRow {
            id: key.id().to_owned(),
            public_key: key.public().bytes().to_vec(),
            private_sealed: self.inner.keys.sealer.seal(key.id().as_bytes(), key.document())?,
            created_at: now,
        };
        store::keys::insert(tx, &row).await?;
        Ok(true)
    }

    /// Ends a key that has leaked, at once: no token of it counts any more in any process, and a new key signs.
    pub async fn revoke_key(&self, id: &str) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        store::keys::lock(&mut tx).await?;
        if !store::keys::revoke(&mut tx, id, self.now()).await? {
            return Err(IdentityError::NotFound("signing key"));
        }
        self.make_key_if_due(&mut tx).await?;
        publish(&mut tx, self.clock(), &KeysChanged {}).await?;
        commit(tx).await?;
        self.load_keys().await
    }

    pub(crate) async fn load_keys(&self) -> Result<(), IdentityError> {
        let rows = store::keys::usable(&mut *self.inner.database.read().await?, oldest(self.now())).await?;
        let newest = rows.iter().find_map(|row| self.open(row).ok());
        let Some(signing) = newest else { return Ok(()) };
        let public: Vec<PublicKey> = rows.into_iter().map(|row| PublicKey::from_bytes(row.public_key)).collect();
        let names: Vec<String> = public.iter().map(PublicKey::id).collect();
        if names != self.inner.keyring.names() {
            self.inner.keyring.set(signing, public);
        }
        Ok(())
    }

    fn open(&self, row: &KeyRow) -> Result<SigningKey, IdentityError> {
        let document = self.inner.keys.sealer.open(row.id.as_bytes(), &row.private_sealed)?;
        Ok(SigningKey::read(&document)?)
    }
}

/// Keys made before this moment sign nothing, and what they signed has run out.
fn oldest(now: Timestamp) -> Timestamp {
    now - KEY_LIFETIME - OVERLAP
}
