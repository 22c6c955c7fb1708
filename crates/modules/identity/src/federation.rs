//! Logging in with somebody else's account, and linking it to one's own (IDN-2, SYNC-1, SYNC-5).

use cholon_crypto::{Token, is_same};
use cholon_database::Tx;
use cholon_events::publish;
use cholon_kernel::{AccountId, Locale};
use cholon_outbound::BreakerState;
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::IdentityError;
use crate::events::AccountOpened;
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, AccountState, Caller, Channel, ConsentPurpose, Contact, NAME_LENGTH_MAX};
use crate::providers::{Callback, Pkce, Provider, ProviderError, Start, VerifiedPerson};
use crate::session::{Entered, Holder};
use crate::store;
use crate::store::accounts::NewAccount;
use crate::store::logins::Departure;

/// How long a browser may stay away at the provider.
const AWAY_MAX: SignedDuration = SignedDuration::from_mins(10);

/// A browser leaves for a provider.
#[derive(Debug)]
pub struct Departed {
    /// Where it goes.
    pub url: String,
    /// What its cookie holds: only this browser can come back with what the provider gives it.
    pub state: Token,
}

/// What a browser brings back.
#[derive(Debug)]
pub struct Returned {
    /// The state in the address.
    pub state: String,
    /// The state in the browser's cookie.
    pub cookie: String,
    /// What the provider gave it.
    pub code: SecretString,
}

/// What came of it.
#[derive(Debug)]
pub enum Arrived {
    /// Somebody logged in.
    Entered {
        /// The session.
        entered: Entered,
        /// Where they wanted to go.
        return_to: String,
    },
    /// A login was linked to the account of who began it.
    Linked {
        /// Where they wanted to go.
        return_to: String,
    },
}

impl Identity {
    /// The providers that the shop offers, and whether their breaker is open.
    #[must_use]
    pub fn offered_providers(&self) -> Vec<(Provider, BreakerState)> {
        self.inner.providers.offered()
    }

    /// Sends a browser to a provider. It comes back to `redirect_uri` and goes on to `return_to`, a path of this shop;
    /// with `link_to` the login is linked to that account instead of opening a session.
    pub async fn depart(
        &self,
        provider: Provider,
        redirect_uri: String,
        return_to: &str,
        link_to: Option<AccountId>,
    ) -> Result<Departed, IdentityError> {
        let port = self.inner.providers.get(provider).ok_or(IdentityError::NotFound("log-in provider"))?;
        let (state, nonce, pkce) = (Token::random(), Token::random(), Pkce::random());
        let start = Start {
            redirect_uri,
            state: state.reveal().to_owned(),
            nonce: nonce.reveal().to_owned(),
            code_challenge: pkce.challenge(),
        };
        let url = port.start(&start).await.map_err(refused)?;
        let departure = Departure {
            provider,
            verifier_sealed: self
                .inner
                .keys
                .sealer
                .seal(&state.digest(), pkce.verifier().expose_secret().as_bytes())?,
            nonce: nonce.reveal().to_owned(),
            return_to: return_to.to_owned(),
            account: link_to,
        };
        let mut tx = self.begin().await?;
        store::logins::depart(&mut tx, &state.digest(), &departure, self.now() + AWAY_MAX).await?;
        commit(tx).await?;
        Ok(Departed { url, state })
    }

    /// Takes a browser back. The beginning counts once, in this browser, for ten minutes.
    pub async fn arrive(
        &self,
        provider: Provider,
        redirect_uri: String,
        returned: Returned,
        caller: &Caller,
    ) -> Result<Arrived, IdentityError> {
        let stale = || IdentityError::ProviderRefused("the log-in was begun elsewhere, or too long ago".to_owned());
        let token = Token::parse(&returned.state).ok_or_else(stale)?;
        if !is_same(returned.state.as_bytes(), returned.cookie.as_bytes()) {
            return Err(stale());
        }
        let mut tx = self.begin().await?;
        let departure = store::logins::arrive(&mut tx, &token.digest(), provider, self.now()).await?;
        commit(tx).await?;
        let departure = departure.ok_or_else(stale)?;
        let verifier = self.inner.keys.sealer.open(&token.digest(), &departure.verifier_sealed)?;
        let verifier = String::from_utf8(verifier).map_err(|_letters| stale())?;
        let port = self.inner.providers.get(provider).ok_or(IdentityError::NotFound("log-in provider"))?;
        let nonce = SecretString::from(departure.nonce);
        let callback = Callback { code: returned.code, verifier: SecretString::from(verifier), nonce, redirect_uri };
        let person = port.finish(&callback).await.map_err(refused)?;
        let return_to = departure.return_to;
        if let Some(account) = departure.account {
            self.link(account, &person).await?;
            return Ok(Arrived::Linked { return_to });
        }
        let entered = self.enter_as(&person, Channel::Web, caller).await?;
        Ok(Arrived::Entered { entered, return_to })
    }

    /// Links a login to an account; one that opens another account already is not taken away from it.
    pub(crate) async fn link(&self, account: AccountId, person: &VerifiedPerson) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        store::logins::lock_subject(&mut tx, person.provider, &person.subject).await?;
        match store::logins::account_of(&mut tx, person.provider, &person.subject).await? {
            Some(owner) if owner != account => Err(IdentityError::LoginTaken),
            Some(_) => Ok(()),
            None => {
                store::logins::link(&mut tx, account, person.provider, &person.subject, self.now()).await?;
                commit(tx).await
            }
        }
    }

    /// Opens a session for a person whom a provider vouches for.
    pub(crate) async fn enter_as(
        &self,
        person: &VerifiedPerson,
        channel: Channel,
        caller: &Caller,
    ) -> Result<Entered, IdentityError> {
        let mut tx = self.begin().await?;
        store::logins::lock_subject(&mut tx, person.provider, &person.subject).await?;
        let known = store::logins::account_of(&mut tx, person.provider, &person.subject).await?;
        let (id, is_new) = match known {
            Some(id) => (id, false),
            None => self.account_for(&mut tx, person).await?,
        };
        let account = store::accounts::find(&mut tx, id).await?.ok_or(IdentityError::LogInRefused)?;
        if account.state != AccountState::Active {
            return Err(IdentityError::LogInRefused);
        }
        let mut entered =
            self.open_session(&mut tx, Holder { account: id, kind: account.kind }, channel, caller).await?;
        commit(tx).await?;
        entered.is_new = is_new;
        Ok(entered)
    }

    /// The account that a login is to open from now on: one with the same address or number, confirmed on both sides, or
    /// a new one.
    async fn account_for(&self, tx: &mut Tx, person: &VerifiedPerson) -> Result<(AccountId, bool), IdentityError> {
        let (now, mut free) = (self.now(), Vec::new());
        for (contact, is_vouched_for) in contacts(person) {
            match store::accounts::id_of(tx, &contact).await? {
                Some(id) => {
                    let account = store::accounts::find(tx, id).await?;
                    let is_shopper = account.is_some_and(|account| account.kind == AccountKind::Customer);
                    if !is_vouched_for || !is_shopper {
                        return Err(IdentityError::LinkByLoggingIn);
                    }
                    store::logins::link(tx, id, person.provider, &person.subject, now).await?;
                    return Ok((id, false));
                }
                None if is_vouched_for => free.push(contact),
                None => {}
            }
        }
        let name: String = person.name.as_deref().unwrap_or_default().trim().chars().take(NAME_LENGTH_MAX).collect();
        let new = NewAccount {
            id: AccountId::new(self.clock()),
            kind: AccountKind::Customer,
            name: &name,
            email: free.iter().find_map(Contact::email),
            phone: free.iter().find_map(Contact::phone),
            password_hash: None,
            locale: Locale::Vi,
            now,
        };
        store::accounts::insert(tx, &new).await?;
        store::logins::link(tx, new.id, person.provider, &person.subject, now).await?;
        self.write_consent(tx, new.id, ConsentPurpose::Service, true).await?;
        publish(tx, self.clock(), &AccountOpened { account_id: new.id }).await?;
        Ok((new.id, true))
    }
}

/// The address and number that a provider tells, and whether it vouches for them.
fn contacts(person: &VerifiedPerson) -> Vec<(Contact, bool)> {
    let email = person.email.as_ref();
    let email = email.and_then(|email| Some((Contact::parse(&email.address).ok()?, email.is_verified)));
    let phone = person.phone.as_deref().and_then(|phone| Some((Contact::parse_phone(phone).ok()?, true)));
    email.into_iter().chain(phone).collect()
}

/// What a provider's error means to who logs in.
pub(crate) fn refused(error: ProviderError) -> IdentityError {
    match error {
        ProviderError::Down { retry_after } => IdentityError::ProviderDown { retry_after },
        other => IdentityError::ProviderRefused(other.to_string()),
    }
}
