//! Sessions: opening, recognising, listing and ending them (IDN-3, IDN-6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cholon_crypto::{Token, hmac_sha256, is_same};
use cholon_database::Tx;
use cholon_events::publish;
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{AccountId, Actor, SessionId};
use jiff::SignedDuration;

use crate::error::IdentityError;
use crate::events::SessionsEnded;
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, Caller, Channel, Permission, Permissions};
use crate::ports::{Letter, LetterKind};
use crate::store;
use crate::store::sessions::{Ending, NewSession, SessionRecord, VisitorRow};
use crate::token::TokenPair;

/// How long a shopper's session lives after its last use.
const CUSTOMER_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long one of staff does.
const STAFF_LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// How often the last use is written down.
const TOUCH_INTERVAL: SignedDuration = SignedDuration::from_mins(5);
/// How long somebody has to give the second factor after the password.
const SECOND_FACTOR_WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// Sessions that a list shows at most.
const LIST_MAX: i64 = 100;

/// Whose session is opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holder {
    pub(crate) account: AccountId,
    pub(crate) kind: AccountKind,
}

/// Somebody logged in.
#[derive(Debug)]
pub struct Entered {
    /// Whose session it is.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// For pages: what the cookie holds.
    pub cookie: Option<Token>,
    /// For the API: what the caller holds.
    pub tokens: Option<TokenPair>,
    /// Whether the account was opened by this.
    pub is_new: bool,
}

/// Where a session stands with the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// The account neither has nor needs one.
    NotNeeded,
    /// It has to be set up before anything else.
    ToSetUp,
    /// It has to be given before anything else.
    ToGive,
    /// It was given.
    Given,
}

/// Who sends a request: a session with its account.
#[derive(Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The session.
    pub session: SessionId,
    /// The account.
    pub account: AccountId,
    /// Whose account it is.
    pub kind: AccountKind,
    /// The person's name.
    pub name: String,
    /// The confirmed address.
    pub email: Option<String>,
    /// The confirmed number.
    pub phone: Option<String>,
    /// Names of roles.
    pub roles: Vec<String>,
    /// What the person may do, once the second factor was given.
    pub permissions: Permissions,
    /// Where the session stands with the second factor.
    pub second_factor: SecondFactor,
    /// What forms carry, so that nobody else can send them in this session's name.
    pub csrf: String,
}

impl std::fmt::Debug for Visitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Visitor")
            .field("session", &self.session)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl Visitor {
    /// Whether staff may do something now.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        let is_through = matches!(self.second_factor, SecondFactor::NotNeeded | SecondFactor::Given);
        self.kind == AccountKind::Staff && is_through && self.permissions.has(permission)
    }

    /// Whether a form was drawn for this session.
    #[must_use]
    pub fn is_own_form(&self, csrf: &str) -> bool {
        is_same(self.csrf.as_bytes(), csrf.as_bytes())
    }

    /// On whose behalf this session changes things.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        match self.kind {
            AccountKind::Staff => Actor::Staff(self.account),
            AccountKind::Customer => Actor::Customer(self.account),
        }
    }
}

impl Identity {
    /// Opens a session with a token of its own, whatever the browser had before, and tells the owner of a new device.
    pub(crate) async fn open_session(
        &self,
        tx: &mut Tx,
        holder: Holder,
        channel: Channel,
        caller: &Caller,
    ) -> Result<Entered, IdentityError> {
        let Holder { account, kind } = holder;
        let now = self.now();
        let cookie = (channel == Channel::Web).then(Token::random);
        let digest = cookie.as_ref().map(Token::digest);
        let new = NewSession {
            id: SessionId::new(self.clock()),
            account,
            channel,
            cookie_digest: digest.as_ref().map(<[u8; 32]>::as_slice),
            caller,
            now,
            expires_at: now + lifetime(kind),
        };
        let is_known_device = store::sessions::insert(tx, &new).await?;
        if is_known_device == Some(false) {
            self.tell_of_device(tx, account, caller, now).await?;
        }
        let tokens = match channel {
            Channel::Web => None,
            Channel::Api | Channel::MiniApp => Some(self.issue(tx, account, kind, new.id).await?),
        };
        Ok(Entered { account, session: new.id, cookie, tokens, is_new: false })
    }

    async fn tell_of_device(
        &self,
        tx: &mut Tx,
        account: AccountId,
        caller: &Caller,
        at: Timestamp,
    ) -> Result<(), IdentityError> {
        let address = masked_address(&caller.address);
        let what = LetterKind::NewDevice { user_agent: caller.user_agent.clone(), address, at };
        self.tell(tx, account, what).await
    }

    /// Sends a message to an account's owner, by e-mail where there is an address.
    pub(crate) async fn tell(&self, tx: &mut Tx, id: AccountId, what: LetterKind) -> Result<(), IdentityError> {
        let Some(account) = store::accounts::find(tx, id).await? else { return Ok(()) };
        let email = account.email.map(crate::model::Contact::Email);
        let Some(to) = email.or(account.phone.map(crate::model::Contact::Phone)) else { return Ok(()) };
        self.inner.messenger.post(tx, Letter { to, locale: account.locale, what }).await
    }

    /// Who holds a page's cookie; `None` when the session has ended or never was.
    pub async fn visitor(&self, cookie: &str) -> Result<Option<Visitor>, IdentityError> {
        let Some(token) = Token::parse(cookie) else { return Ok(None) };
        let (digest, now) = (token.digest(), self.now());
        let mut connection = self.inner.database.read().await?;
        let Some(row) = store::sessions::by_cookie(&mut connection, &digest, now).await? else { return Ok(None) };
        if now.duration_since(row.last_seen_at.to_jiff()) > TOUCH_INTERVAL {
            let kind = AccountKind::named(&row.kind).unwrap_or(AccountKind::Customer);
            store::sessions::touch(&mut connection, row.session.into(), now, now + lifetime(kind)).await?;
        }
        let csrf = URL_SAFE_NO_PAD.encode(hmac_sha256(&self.inner.keys.csrf, &digest));
        Ok(in_time(row, csrf, now))
    }

    /// Who holds an access token of the API, with what the database says of them now. For what staff may do; shoppers'
    /// requests are answered from the token alone, see [`Self::claims`].
    pub async fn visitor_of_token(&self, token: &str) -> Result<Visitor, IdentityError> {
        let claims = self.claims(token)?;
        let mut connection = self.inner.database.read().await?;
        let now = self.now();
        let row = store::sessions::by_id(&mut connection, claims.session, now).await?;
        row.and_then(|row| in_time(row, String::new(), now)).ok_or(IdentityError::NotLoggedIn)
    }

    /// Ends the session itself: its cookie and tokens no longer count, the account's other sessions go on.
    pub async fn log_out(&self, visitor: AccountId, session: SessionId) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        self.end_sessions(&mut tx, visitor, Ending::One(session), "logged out").await?;
        commit(tx).await
    }

    /// Ends a session of the account that its owner picked from the list.
    pub async fn end_session(&self, account: AccountId, session: SessionId) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        let ended = self.end_sessions(&mut tx, account, Ending::One(session), "ended by owner").await?;
        commit(tx).await?;
        if ended == 0 { Err(IdentityError::NotFound("session")) } else { Ok(()) }
    }

    /// Ends all sessions of the account but this one. Answers how many.
    pub async fn end_other_sessions(&self, account: AccountId, session: SessionId) -> Result<usize, IdentityError> {
        let mut tx = self.begin().await?;
        let ended = self.end_sessions(&mut tx, account, Ending::AllBut(session), "ended by owner").await?;
        commit(tx).await?;
        Ok(ended)
    }

    /// The open sessions of an account, last used first.
    pub async fn sessions(&self, account: AccountId) -> Result<Vec<SessionRecord>, IdentityError> {
        let mut connection = self.inner.database.read().await?;
        store::sessions::of_account(&mut connection, account, Some(self.now()), LIST_MAX).await
    }

    /// Ends sessions and tells every process. Answers how many ended.
    pub(crate) async fn end_sessions(
        &self,
        tx: &mut Tx,
        account: AccountId,
        ending: Ending,
        why: &str,
    ) -> Result<usize, IdentityError> {
        let session_ids = store::sessions::end(tx, account, ending, why, self.now()).await?;
        let ended = session_ids.len();
        if ended > 0 {
            self.inner.revocations.add(&session_ids, self.now());
            publish(tx, self.clock(), &SessionsEnded { session_ids }).await?;
        }
        Ok(ended)
    }
}

/// How long a session lives after its last use.
pub(crate) const fn lifetime(kind: AccountKind) -> SignedDuration {
    match kind {
        AccountKind::Customer => CUSTOMER_LIFETIME,
        AccountKind::Staff => STAFF_LIFETIME,
    }
}

/// The visitor, unless the second factor was not given in time.
fn in_time(row: VisitorRow, csrf: String, now: Timestamp) -> Option<Visitor> {
    let waited = now.duration_since(row.created_at.to_jiff());
    let visitor = visitor(row, csrf);
    let is_overdue = visitor.second_factor == SecondFactor::ToGive && waited > SECOND_FACTOR_WITHIN;
    (!is_overdue).then_some(visitor)
}

fn visitor(row: VisitorRow, csrf: String) -> Visitor {
    let names = row.permissions.iter().map(String::as_str);
    let second_factor = match (row.second_factor_at.is_some(), row.has_second_factor, row.needs_second_factor) {
        (true, ..) => SecondFactor::Given,
        (false, true, _) => SecondFactor::ToGive,
        (false, false, true) => SecondFactor::ToSetUp,
        (false, false, false) => SecondFactor::NotNeeded,
    };
    Visitor {
        session: row.session.into(),
        account: row.account.into(),
        kind: AccountKind::named(&row.kind).unwrap_or(AccountKind::Customer),
        name: row.name,
        email: row.email,
        phone: row.phone,
        roles: row.roles,
        permissions: if row.is_super { Permissions::all() } else { Permissions::named(names) },
        second_factor,
        csrf,
    }
}

/// The address with its end hidden, for a message that others may read too.
fn masked_address(address: &str) -> String {
    let separator = if address.contains(':') { ':' } else { '.' };
    address.rsplit_once(separator).map_or_else(String::new, |(start, _)| format!("{start}{separator}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_address_is_hidden() {
        assert_eq!(masked_address("203.0.113.7"), "203.0.113.…");
        assert_eq!(masked_address("2001:db8::7"), "2001:db8::…");
        assert_eq!(masked_address(""), "");
    }
}
