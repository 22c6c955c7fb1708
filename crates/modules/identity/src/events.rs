//! What identity publishes, each in the transaction that makes it true. No event carries anything personal.

use cholon_kernel::{AccountId, Event, SessionId};
use serde::{Deserialize, Serialize};

/// Somebody has an account now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountOpened {
    /// The account.
    pub account_id: AccountId,
}

impl Event for AccountOpened {
    const KIND: &'static str = "identity.account-opened";
}

/// Sessions have ended: their tokens count no longer, in any process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionsEnded {
    /// The sessions.
    pub session_ids: Vec<SessionId>,
}

impl Event for SessionsEnded {
    const KIND: &'static str = "identity.sessions-ended";
}

/// The keys that sign tokens changed: one is new, or one was revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysChanged {}

impl Event for KeysChanged {
    const KIND: &'static str = "identity.keys-changed";
}

/// An account was deleted; whoever keeps something of this person has erased it in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDeleted {
    /// The account.
    pub account_id: AccountId,
}

impl Event for AccountDeleted {
    const KIND: &'static str = "identity.account-deleted";
}
