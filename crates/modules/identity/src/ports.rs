//! What identity needs from others: somebody who brings messages to people.

use async_trait::async_trait;
use cholon_database::Tx;
use cholon_kernel::Locale;
use cholon_kernel::clock::Timestamp;
use secrecy::SecretString;

use crate::error::IdentityError;
use crate::model::Contact;

/// A message to a person.
#[derive(Debug)]
pub struct Letter {
    /// Where it goes.
    pub to: Contact,
    /// Its language.
    pub locale: Locale,
    /// What it says.
    pub what: LetterKind,
}

/// What a message says.
#[derive(Debug)]
pub enum LetterKind {
    /// The code that confirms an address or number.
    Code {
        /// The code.
        code: SecretString,
        /// Minutes that it counts.
        minutes: u32,
    },
    /// Somebody registered with an address that has an account already.
    AlreadyRegistered,
    /// The way to a new password.
    PasswordReset {
        /// The code to type.
        code: SecretString,
        /// The path to open instead, with its secret.
        path: SecretString,
        /// Minutes that both count.
        minutes: u32,
    },
    /// The password was changed.
    PasswordChanged,
    /// A device logged in that never did before.
    NewDevice {
        /// How it describes itself.
        user_agent: String,
        /// Its network address, the end hidden.
        address: String,
        /// When.
        at: Timestamp,
    },
    /// Log-ins are refused for a while.
    Locked {
        /// Minutes from now.
        minutes: u32,
    },
}

/// Brings messages to people.
#[async_trait]
pub trait Messenger: Send + Sync {
    /// Promises `letter` within `tx`: it goes out when, and only when, the transaction commits.
    async fn post(&self, tx: &mut Tx, letter: Letter) -> Result<(), IdentityError>;

    /// Forgets within `tx` what was written to an address or number that belongs to nobody here any more. Who keeps no
    /// messages has nothing to do.
    async fn forget(&self, _tx: &mut Tx, _to: &Contact) -> Result<(), IdentityError> {
        Ok(())
    }
}
