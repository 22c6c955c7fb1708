//! Accounts as staff see and change them (IDN-6).

use std::collections::HashMap;

use cholon_database::Tx;
use cholon_kernel::{AccountId, Actor, Locale, SessionId};
use secrecy::SecretString;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::audit::AuditEntry;
use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, AccountState, Caller, Contact, checked_name};
use crate::role::{Change, check_own};
use crate::store;
use crate::store::accounts::NewAccount;
use crate::store::people::{PeopleFigures, PeopleQuery, PersonRecord};
use crate::store::sessions::Ending;

/// Accounts that one page of a list shows at most.
pub const PEOPLE_PAGE_MAX: u32 = 100;

/// Somebody new of staff.
#[derive(Debug)]
pub struct NewStaff {
    /// The address to log in with.
    pub email: Contact,
    /// The name.
    pub name: String,
    /// The first password.
    pub password: SecretString,
    /// The name of the role.
    pub role: String,
}

impl Identity {
    /// Opens an account for somebody of staff. Who does it vouches for the address; a super-administrator is made by
    /// another, or by the operator, and nobody gives what they lack themselves.
    pub async fn create_staff(&self, new: NewStaff, change: &Change<'_>) -> Result<AccountId, IdentityError> {
        let name = checked_name(&new.name)?;
        let email = new.email.email().ok_or(IdentityError::ContactMalformed)?;
        let hash = self.checked_hash(new.password, &[email, &name]).await?;
        let mut tx = self.begin().await?;
        let roles = store::roles::all(&mut tx).await?;
        let role = roles.iter().find(|role| role.name == new.role).ok_or(IdentityError::NotFound("role"))?;
        check_rank(&mut tx, role.is_super, change).await?;
        check_own(&mut tx, &roles, std::iter::once(role), change).await?;
        let account = NewAccount {
            id: AccountId::new(self.clock()),
            kind: AccountKind::Staff,
            name: &name,
            email: Some(email),
            phone: None,
            password_hash: Some(&hash),
            locale: Locale::Vi,
            now: self.now(),
        };
        store::accounts::insert(&mut tx, &account).await?;
        store::roles::assign(&mut tx, account.id, &[role.id]).await?;
        let entry = AuditEntry {
            actor: &change.actor,
            caller: change.caller,
            action: "account.created",
            entity: "account",
            entity_id: account.id.to_string(),
            old: json!({}),
            new: json!({ "kind": "staff", "roles": [role.name] }),
        };
        self.audit(&mut tx, &entry).await?;
        commit(tx).await?;
        Ok(account.id)
    }

    /// Accounts that fit, newest first, at most [`PEOPLE_PAGE_MAX`].
    pub async fn people(&self, query: &PeopleQuery, limit: u32) -> Result<Vec<PersonRecord>, IdentityError> {
        let limit = i64::from(limit.min(PEOPLE_PAGE_MAX));
        store::people::find(&mut *self.inner.database.read().await?, None, query, self.now(), limit).await
    }

    /// One account as lists show it, also when it is deleted.
    pub async fn person(&self, account: AccountId) -> Result<PersonRecord, IdentityError> {
        let mut connection = self.inner.database.read().await?;
        let query = PeopleQuery::default();
        let found = store::people::find(&mut connection, Some(account), &query, self.now(), 1).await?;
        found.into_iter().next().ok_or(IdentityError::NotFound("account"))
    }

    /// Figures for a first look.
    pub async fn figures(&self) -> Result<PeopleFigures, IdentityError> {
        store::people::figures(&mut *self.inner.database.read().await?, self.now()).await
    }

    /// What to call accounts that lines of the audit log speak of.
    pub async fn names_of(&self, accounts: &[Uuid]) -> Result<HashMap<Uuid, String>, IdentityError> {
        let names = store::people::names_of(&mut *self.inner.database.read().await?, accounts).await?;
        Ok(names.into_iter().collect())
    }

    /// Shuts an account or opens it again. A shut account's sessions end at once; the last super-administrator cannot
    /// be shut, nor can one's own account.
    pub async fn block(&self, account: AccountId, is_blocked: bool, change: &Change<'_>) -> Result<(), IdentityError> {
        let (state, action) = if is_blocked {
            (AccountState::Blocked, "account.blocked")
        } else {
            (AccountState::Active, "account.unblocked")
        };
        if is_blocked && change.actor == Actor::Staff(account) {
            return Err(IdentityError::OwnAccount);
        }
        let mut tx = self.begin().await?;
        check_rank_over(&mut tx, account, change).await?;
        let had_administrators = store::roles::administrators(&mut tx).await? > 0;
        if !store::accounts::set_state(&mut tx, account, state, self.now()).await? {
            return Err(IdentityError::NotFound("account in another state"));
        }
        if had_administrators && store::roles::administrators(&mut tx).await? == 0 {
            return Err(IdentityError::LastAdministrator);
        }
        if is_blocked {
            self.end_sessions(&mut tx, account, Ending::All, "blocked by staff").await?;
        }
        let (old, new) = (json!({ "blocked": !is_blocked }), json!({ "blocked": is_blocked }));
        self.audit(&mut tx, &entry(change, action, account, old, new)).await?;
        commit(tx).await
    }

    /// Ends the lock after failed log-ins.
    pub async fn unlock(&self, account: AccountId, change: &Change<'_>) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        check_rank_over(&mut tx, account, change).await?;
        if !store::accounts::forget_failures(&mut tx, account).await? {
            return Err(IdentityError::NotFound("locked account"));
        }
        let (old, new) = (json!({ "locked": true }), json!({ "locked": false }));
        self.audit(&mut tx, &entry(change, "account.unlocked", account, old, new)).await?;
        commit(tx).await
    }

    /// Takes the second factor off an account whose owner lost it; it is set up anew at the next log-in.
    pub async fn reset_second_factor(&self, account: AccountId, change: &Change<'_>) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        check_rank_over(&mut tx, account, change).await?;
        if !store::second_factors::remove(&mut tx, account).await? {
            return Err(IdentityError::NotFound("second factor"));
        }
        self.end_sessions(&mut tx, account, Ending::All, "second factor reset").await?;
        let (old, new) = (json!({ "secondFactor": true }), json!({ "secondFactor": false }));
        self.audit(&mut tx, &entry(change, "account.second-factor-reset", account, old, new)).await?;
        commit(tx).await
    }

    /// Ends a session of an account, of somebody else's or of one's own.
    pub async fn end_session_of(
        &self,
        account: AccountId,
        session: SessionId,
        change: &Change<'_>,
    ) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        check_rank_over(&mut tx, account, change).await?;
        let is_own = change.actor == Actor::Staff(account);
        let why = if is_own { "ended by owner" } else { "ended by staff" };
        if self.end_sessions(&mut tx, account, Ending::One(session), why).await? == 0 {
            return Err(IdentityError::NotFound("session"));
        }
        let new = json!({ "session": session });
        self.audit(&mut tx, &entry(change, "account.session-ended", account, json!({}), new)).await?;
        commit(tx).await
    }

    /// Ends all sessions of one of staff but the one they ask from. Answers how many.
    pub async fn end_other_staff_sessions(
        &self,
        account: AccountId,
        session: SessionId,
        caller: &Caller,
    ) -> Result<usize, IdentityError> {
        let mut tx = self.begin().await?;
        let ended = self.end_sessions(&mut tx, account, Ending::AllBut(session), "ended by owner").await?;
        if ended > 0 {
            let values = ("account.sessions-ended", json!({}), json!({ "ended": ended }));
            self.audit_own(&mut tx, (account, Some(AccountKind::Staff)), caller, values).await?;
        }
        commit(tx).await?;
        Ok(ended)
    }

    /// Writes down what one of staff changed about their own account; what shoppers change of theirs is no business of
    /// the log.
    pub(crate) async fn audit_own(
        &self,
        tx: &mut Tx,
        (account, kind): (AccountId, Option<AccountKind>),
        caller: &Caller,
        (action, old, new): (&str, Value, Value),
    ) -> Result<(), IdentityError> {
        if kind != Some(AccountKind::Staff) {
            return Ok(());
        }
        let change = Change { actor: Actor::Staff(account), caller };
        self.audit(tx, &entry(&change, action, account, old, new)).await
    }
}

/// Refuses what only a super-administrator may do to another: staff with fewer rights could take the account over.
async fn check_rank(tx: &mut Tx, is_super: bool, change: &Change<'_>) -> Result<(), IdentityError> {
    match change.actor {
        Actor::Staff(actor) if is_super && !store::roles::is_super(tx, actor).await? => Err(IdentityError::RoleFixed),
        _ => Ok(()),
    }
}

async fn check_rank_over(tx: &mut Tx, account: AccountId, change: &Change<'_>) -> Result<(), IdentityError> {
    let is_super = store::roles::is_super(tx, account).await?;
    check_rank(tx, is_super, change).await
}

fn entry<'a>(change: &'a Change<'_>, action: &'a str, account: AccountId, old: Value, new: Value) -> AuditEntry<'a> {
    let entity_id = account.to_string();
    AuditEntry { actor: &change.actor, caller: change.caller, action, entity: "account", entity_id, old, new }
}
