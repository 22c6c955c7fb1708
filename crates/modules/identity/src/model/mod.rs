//! The words of identity: contacts, accounts, callers, sessions, permissions.

mod account;
mod caller;
mod contact;
mod password;
mod permission;

pub use account::{Account, AccountKind, AccountState, ConsentPurpose, Erasure, NAME_LENGTH_MAX, Topic, checked_name};
pub use caller::{Caller, Channel, USER_AGENT_LENGTH_MAX};
pub use contact::Contact;
pub use password::{PASSWORD_LETTERS_MIN, checked_password};
pub use permission::{Permission, Permissions};
