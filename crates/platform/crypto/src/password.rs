//! Passwords: Argon2id, old bcrypt hashes of imports, bounded work beside the async runtime.

use std::fmt;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use crate::error::CryptoError;

/// Longer passwords are refused before they are hashed, in bytes.
pub const PASSWORD_LENGTH_MAX: usize = 512;
/// Memory of one hash in KiB, passes and lanes: the first choice of the OWASP cheat sheet on password storage.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// bcrypt hashes of an import count from this cost on (IDN-4); cheaper ones open nothing.
const BCRYPT_COST_MIN: u32 = 12;
/// Passwords that wait to be hashed for each one that is being hashed.
const WAITING_PER_WORKER_MAX: usize = 64;

/// What became of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is not the one.
    Wrong,
    /// It is.
    Right,
    /// It is, and its hash is of an old kind: hash it anew.
    RightButOld,
}

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    workers: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords")
    }
}

impl Passwords {
    /// With at most `workers` hashes at the same time; each takes a processor and 19 MiB for some ten milliseconds.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        let workers = workers.max(1);
        let places = workers.saturating_mul(WAITING_PER_WORKER_MAX + 1);
        Self { workers: Arc::new(Semaphore::new(workers)), places: Arc::new(Semaphore::new(places)) }
    }

    /// The hash of a password, with its own salt and all parameters, in PHC form.
    pub async fn hash(&self, password: SecretString) -> Result<String, CryptoError> {
        self.work(move || hash(&password)).await?
    }

    /// Whether `password` is behind `hash`. Without a hash it takes as long as with one and says no, so that nobody can
    /// tell by the time whether an account exists.
    pub async fn verify(&self, password: SecretString, hash: Option<String>) -> Result<Verdict, CryptoError> {
        self.work(move || verdict(&password, hash.as_deref())).await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, CryptoError> {
        let _place = self.places.try_acquire().map_err(|_full| CryptoError::Overloaded)?;
        let worker = Arc::clone(&self.workers).acquire_owned().await;
        let worker = worker.map_err(|_closed| CryptoError::Overloaded)?;
        let done = tokio::task::spawn_blocking(move || {
            let output = work();
            drop(worker);
            output
        });
        done.await.map_err(|_panicked| CryptoError::Failed("hashing a password"))
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &SecretString) -> Result<String, CryptoError> {
    let hash = argon2().hash_password(password.expose_secret().as_bytes());
    Ok(hash.map_err(|_refused| CryptoError::Failed("hashing a password"))?.to_string())
}

fn verdict(password: &SecretString, hash: Option<&str>) -> Verdict {
    static NOBODYS: LazyLock<String> = LazyLock::new(|| hash_of_nothing().unwrap_or_default());
    let is_known = hash.is_some();
    let hash = hash.unwrap_or(&NOBODYS);
    let verdict = if hash.starts_with("$2") { of_bcrypt(password, hash) } else { of_argon2(password, hash) };
    if is_known { verdict } else { Verdict::Wrong }
}

fn hash_of_nothing() -> Result<String, CryptoError> {
    hash(&SecretString::from(hex::encode(rand::random::<[u8; 32]>())))
}

fn of_argon2(password: &SecretString, hash: &str) -> Verdict {
    let Ok(parsed) = PasswordHash::new(hash) else { return Verdict::Wrong };
    if argon2().verify_password(password.expose_secret().as_bytes(), &parsed).is_err() {
        return Verdict::Wrong;
    }
    let current = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$");
    if hash.starts_with(&current) { Verdict::Right } else { Verdict::RightButOld }
}

fn of_bcrypt(password: &SecretString, hash: &str) -> Verdict {
    let cost = hash.split('$').nth(2).and_then(|cost| cost.parse::<u32>().ok());
    if cost.is_none_or(|cost| cost < BCRYPT_COST_MIN) {
        return Verdict::Wrong;
    }
    match bcrypt::verify(password.expose_secret(), hash) {
        Ok(true) => Verdict::RightButOld,
        Ok(false) | Err(_) => Verdict::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_alone() {
        let passwords = Passwords::new(2);
        let hash = passwords.hash(secret("mật khẩu dài")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(passwords.verify(secret("mật khẩu dài"), Some(hash.clone())).await, Ok(Verdict::Right));
        assert_eq!(passwords.verify(secret("mat khau dai"), Some(hash)).await, Ok(Verdict::Wrong));
        assert_eq!(passwords.verify(secret("mat khau dai"), None).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn hashes_of_an_import_open_once_they_are_strong_enough() {
        let passwords = Passwords::new(2);
        let strong = bcrypt::hash("secret-1", 12).unwrap();
        assert_eq!(passwords.verify(secret("secret-1"), Some(strong.clone())).await, Ok(Verdict::RightButOld));
        assert_eq!(passwords.verify(secret("secret-2"), Some(strong)).await, Ok(Verdict::Wrong));
        let weak = bcrypt::hash("secret-1", 4).unwrap();
        assert_eq!(passwords.verify(secret("secret-1"), Some(weak)).await, Ok(Verdict::Wrong));
        assert_eq!(passwords.verify(secret("x"), Some("$2b$12$broken".to_owned())).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn beyond_the_bound_nobody_waits() {
        let passwords = Passwords::new(1);
        let many = (0..200).map(|_| passwords.verify(secret("x"), Some("no hash".to_owned())));
        let answers = futures_util::future::join_all(many).await;
        assert!(answers.contains(&Err(CryptoError::Overloaded)));
        assert!(answers.contains(&Ok(Verdict::Wrong)));
    }
}
