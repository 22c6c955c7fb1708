//! Tokens of the API: short-lived signed ones, and opaque ones that renew them (IDN-3).

use cholon_crypto::{Token, TokenError};
use cholon_database::Tx;
use cholon_kernel::{AccountId, SessionId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, Caller};
use crate::session::lifetime;
use crate::store;
use crate::store::sessions::Ending;

/// How long an access token counts.
pub const ACCESS_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// Whose it is.
    pub sub: AccountId,
    /// The session it belongs to.
    #[serde(rename = "sid")]
    pub session: SessionId,
    /// Whose account it is: `customer` or `staff`.
    pub role: String,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
}

/// What a caller of the API holds.
#[derive(Debug)]
pub struct TokenPair {
    /// The signed token, sent as `Authorization: Bearer`.
    pub access: String,
    /// Seconds that it counts.
    pub expires_in: i64,
    /// The token that is exchanged for the next pair, once.
    pub refresh: Token,
}

impl Identity {
    /// A pair of tokens for a session.
    pub(crate) async fn issue(
        &self,
        tx: &mut Tx,
        account: AccountId,
        kind: AccountKind,
        session: SessionId,
    ) -> Result<TokenPair, IdentityError> {
        let (now, refresh) = (self.now(), Token::random());
        store::refresh::insert(tx, &refresh.digest(), session, now, now + lifetime(kind)).await?;
        Ok(TokenPair { access: self.sign(account, kind, session)?, expires_in: ACCESS_LIFETIME.as_secs(), refresh })
    }

    /// An access token for a session.
    pub fn sign(&self, account: AccountId, kind: AccountKind, session: SessionId) -> Result<String, IdentityError> {
        let now = self.now().as_second();
        let claims = Claims {
            iss: self.inner.settings.issuer.clone(),
            sub: account,
            session,
            role: kind.name().to_owned(),
            iat: now,
            exp: now + ACCESS_LIFETIME.as_secs(),
        };
        self.inner.keyring.sign(&claims)
    }

    /// What an access token says, if it counts: signature, issuer and time hold, and its session has not ended. Asks no
    /// database.
    pub fn claims(&self, token: &str) -> Result<Claims, IdentityError> {
        let now = self.now();
        let claims = self.inner.keyring.verify(token, &self.inner.settings.issuer, now.as_second());
        let claims = claims.map_err(|_refused: TokenError| IdentityError::NotLoggedIn)?;
        if self.inner.revocations.has(claims.session) { Err(IdentityError::NotLoggedIn) } else { Ok(claims) }
    }

    /// Exchanges a refresh token for a new pair. One that was used before is in two hands, so its session is ended.
    pub async fn refresh(&self, token: &str, caller: &Caller) -> Result<TokenPair, IdentityError> {
        let token = Token::parse(token).ok_or(IdentityError::NotLoggedIn)?;
        let now = self.now();
        let mut tx = self.begin().await?;
        let used = store::refresh::take(&mut tx, &token.digest(), now).await?.ok_or(IdentityError::NotLoggedIn)?;
        if used.is_reused {
            self.end_sessions(&mut tx, used.account, Ending::One(used.session), "refresh token reused").await?;
            commit(tx).await?;
            tracing::warn!(account = %used.account, address = %caller.address, "a refresh token was used twice");
            return Err(IdentityError::RefreshReused);
        }
        if !used.is_good {
            return Err(IdentityError::NotLoggedIn);
        }
        let account = store::accounts::find(&mut tx, used.account).await?.ok_or(IdentityError::NotLoggedIn)?;
        store::sessions::touch(&mut tx, used.session, now, now + lifetime(account.kind)).await?;
        let pair = self.issue(&mut tx, used.account, account.kind, used.session).await?;
        commit(tx).await?;
        Ok(pair)
    }
}
