//! What a provider asks for in somebody's name: that a login no longer counts, and that what came with it is erased.

use cholon_crypto::Token;
use cholon_database::Tx;
use cholon_kernel::AccountId;
use cholon_kernel::clock::Timestamp;

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::federation::refused;
use crate::model::{AccountKind, Erasure};
use crate::providers::{Provider, SignedRequest};
use crate::store;

/// Bytes of the code by which the state of an erasure can be asked: nobody guesses it.
const CODE_BYTES: usize = 10;

/// A login that its provider wants gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// The account that it opens.
    pub account: AccountId,
    /// Whether nothing else opens it.
    pub is_last_way_in: bool,
}

impl Identity {
    /// Where the shop is reached: `https://shop.example.vn`.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.inner.settings.issuer
    }

    /// Whom Facebook's signed request is about.
    pub fn facebook_request(&self, request: &str) -> Result<SignedRequest, IdentityError> {
        let facebook = self.inner.providers.facebook().ok_or(IdentityError::NotFound("log-in provider"))?;
        facebook.signed_request(request).map_err(refused)
    }

    /// Takes a login off its account because the person removed the app at Facebook. One that is the last way in stays:
    /// without it nobody could ever open the account again, nor delete it.
    pub async fn deauthorise(&self, request: &str) -> Result<(), IdentityError> {
        let said = self.facebook_request(request)?;
        let mut tx = self.begin().await?;
        if let Some(leaving) = self.leaving(&mut tx, &said).await?.filter(|leaving| !leaving.is_last_way_in) {
            self.unlink_within(&mut tx, leaving).await?;
        }
        commit(tx).await
    }

    /// The account that a signed request is about, held until the transaction ends; `None` when the login opens none, or
    /// was linked after the request was signed: an old request that somebody sends again does not count.
    pub async fn leaving(&self, tx: &mut Tx, said: &SignedRequest) -> Result<Option<Leaving>, IdentityError> {
        store::logins::lock_subject(tx, Provider::Facebook, &said.subject).await?;
        let Some(id) = store::logins::account_of(tx, Provider::Facebook, &said.subject).await? else {
            return Ok(None);
        };
        store::addresses::lock_book(tx, id).await?;
        let account = store::accounts::find(tx, id).await?.ok_or(IdentityError::NotFound("account"))?;
        let logins = store::logins::of_account(tx, id).await?;
        let is_meant = |linked_at: Timestamp| linked_at.as_second() <= said.issued_at;
        let login = logins.iter().find(|login| login.provider == Provider::Facebook && is_meant(login.linked_at));
        let has_contact = account.email.is_some() || account.phone.is_some() || account.kind == AccountKind::Staff;
        let is_last_way_in = logins.len() == 1 && !has_contact;
        Ok(login.map(|_| Leaving { account: id, is_last_way_in }))
    }

    /// Takes Facebook's login off an account, within a transaction.
    pub async fn unlink_within(&self, tx: &mut Tx, leaving: Leaving) -> Result<(), IdentityError> {
        store::logins::unlink(tx, leaving.account, Provider::Facebook).await.map(drop)
    }

    /// Writes down what became of Facebook's wish to erase somebody. Answers the code by which it can be asked.
    pub async fn write_erasure(&self, tx: &mut Tx, outcome: Erasure) -> Result<String, IdentityError> {
        let digest = Token::random().digest();
        let code = hex::encode_upper(&digest[..CODE_BYTES]);
        store::deletions::insert(tx, &code, Provider::Facebook, outcome, self.now()).await?;
        Ok(code)
    }

    /// What became of the wish with this code, and when.
    pub async fn erasure(&self, code: &str) -> Result<(Erasure, Timestamp), IdentityError> {
        let missing = || IdentityError::NotFound("erasure");
        if code.len() != 2 * CODE_BYTES || !code.bytes().all(|letter| letter.is_ascii_hexdigit()) {
            return Err(missing());
        }
        let found = store::deletions::find(&mut *self.inner.database.read().await?, code).await?;
        found.ok_or_else(missing)
    }
}
