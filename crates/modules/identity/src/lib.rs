//! Who people are: accounts, how they prove it, their sessions, what they may do, and what staff did.
//!
//! Owns the PostgreSQL schema `identity`. Invariants: an address or number is in an account only after it was confirmed,
//! and in one account alone; a code, a refresh token, a password of the second factor counts once; an ended session ends
//! its tokens; nobody learns whether an account exists; the audit log is
//! only ever added to, until its lines have been kept long enough.
//! Leaves to others: bringing messages to people (a port), carts and orders (flows erase and export them with it).

mod account;
pub mod address;
mod app_log_in;
pub mod audit;
mod audit_retention;
mod challenge;
mod consent;
mod contact_change;
mod error;
pub mod events;
mod facade;
mod federation;
mod housekeeping;
mod keyring;
mod log_in;
pub mod model;
mod password_change;
pub mod ports;
mod privacy;
mod provider_wish;
pub mod providers;
mod register;
mod revocation;
mod role;
mod second_factor;
mod session;
mod staff;
mod store;
mod token;

pub use account::Profile;
pub use app_log_in::AppProof;
pub use audit_retention::AUDIT_KEPT_MIN;
pub use challenge::{ChallengeId, Sent};
pub use consent::CONSENT_TEXT_VERSION;
pub use error::{Field, IdentityError};
pub use facade::{Identity, IdentityParts, IdentitySettings};
pub use federation::{Arrived, Departed, Returned};
pub use keyring::KEY_LIFETIME;
pub use log_in::FAILURES_MAX;
pub use password_change::PasswordChange;
pub use privacy::PersonalData;
pub use provider_wish::Leaving;
pub use register::Registration;
pub use role::{Change, RoleForm};
pub use second_factor::Enrolment;
pub use session::{Entered, SecondFactor, Visitor};
pub use staff::{NewStaff, PEOPLE_PAGE_MAX};
pub use store::consents::Consent;
pub use store::logins::LinkedLogin;
pub use store::people::{PeopleFigures, PeopleFilter, PeopleQuery, PersonRecord};
pub use store::roles::Role;
pub use store::sessions::SessionRecord;
pub use token::{ACCESS_LIFETIME, Claims, TokenPair};
