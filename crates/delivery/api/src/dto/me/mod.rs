//! Shapes of what a person sees and changes of their own account.

mod account;
mod address;
mod consent;
mod login;
mod session;

pub(crate) use account::{Deletion, Me, MeChange, NewContact, PasswordForm};
pub(crate) use address::{AddressBody, AddressForm, AddressList};
pub(crate) use consent::{ConsentList, Decision};
pub(crate) use login::{LoginList, ProviderToken};
pub(crate) use session::{Ended, SessionList};
