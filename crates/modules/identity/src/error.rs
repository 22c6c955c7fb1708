//! Why identity refuses; named constraints of the database become named errors here.

use std::time::Duration;

use cholon_crypto::CryptoError;
use cholon_database::DatabaseError;
use cholon_events::EventError;
use cholon_jobs::JobsError;

use crate::model::Contact;

/// Why identity could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The database's answer.
    #[error("identity request failed")]
    Database(#[source] DatabaseError),
    /// An event could not be written.
    #[error("identity event could not be written")]
    Event(#[from] EventError),
    /// A job could not be promised.
    #[error("identity job could not be promised")]
    Job(#[from] JobsError),
    /// Something secret could not be made or read.
    #[error("identity secret failed")]
    Crypto(#[from] CryptoError),
    /// A message could not be written.
    #[error("a message could not be written")]
    Message(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Neither an e-mail address nor a phone number.
    #[error("neither an e-mail address nor a Vietnamese phone number")]
    ContactMalformed,
    /// A field of a form breaks its rule.
    #[error("{0} breaks its rule")]
    Field(Field),
    /// Unknown account, wrong password, or locked for a while: never said which.
    #[error("the log-in was refused")]
    LogInRefused,
    /// Too many failures from this address.
    #[error("too many failed log-ins")]
    TooManyFailures {
        /// When another may go well.
        retry_after: Duration,
    },
    /// The code is wrong, used, or its time is over.
    #[error("the code is wrong or no longer counts")]
    CodeRefused {
        /// Tries that are left; 0 when a new code is needed.
        tries_left: u8,
    },
    /// A code was sent a moment ago, or too many in the last hour.
    #[error("codes are sent too often")]
    CodesTooOften {
        /// When the next may be sent.
        retry_after: Duration,
    },
    /// No session, or one that has ended.
    #[error("not logged in")]
    NotLoggedIn,
    /// A refresh token was used a second time: its session has been ended.
    #[error("the refresh token was used before; the session has been ended")]
    RefreshReused,
    /// Locked for a while after failures; told only to who has given the password.
    #[error("the account is locked for a while")]
    Locked,
    /// The second factor is wrong.
    #[error("the second factor is wrong")]
    SecondFactorWrong,
    /// The address or number belongs to another account.
    #[error("another account has this address or number")]
    ContactTaken(Contact),
    /// The login at the provider opens another account already.
    #[error("this login is linked to another account")]
    LoginTaken,
    /// Without this the account could never be opened again.
    #[error("the last way into an account cannot be taken away")]
    LastWayIn,
    /// The person has to log in the old way first: an address is not vouched for on both sides.
    #[error("an account with this address exists; log in to it first and link the login there")]
    LinkByLoggingIn,
    /// The provider does not answer; what needs no provider goes on.
    #[error("the log-in provider does not answer")]
    ProviderDown {
        /// When trying again makes sense.
        retry_after: Duration,
    },
    /// The provider said no, or what it said does not hold.
    #[error("the log-in at the provider failed: {0}")]
    ProviderRefused(String),
    /// The role is there for the super-administrator alone, or is still held by somebody.
    #[error("the role cannot be changed so")]
    RoleFixed,
    /// Another role has the name.
    #[error("another role has this name")]
    RoleNameTaken,
    /// The last super-administrator cannot be taken away.
    #[error("somebody has to be super-administrator")]
    LastAdministrator,
    /// Who gives a role has everything that it allows.
    #[error("nobody gives rights that they lack")]
    MoreThanOwn,
    /// Nobody shuts the account that they work with.
    #[error("one's own account cannot be shut")]
    OwnAccount,
    /// A line of the audit log is not what was written; nothing from there on is dropped.
    #[error("the audit log was altered: line {at} is not what was written, or is missing")]
    AuditBroken {
        /// The first line that was altered, or is missing.
        at: i64,
    },
    /// More addresses than one account keeps.
    #[error("the address book is full")]
    AddressBookFull,
    /// There is no such thing, or it belongs to somebody else.
    #[error("no such {0}")]
    NotFound(&'static str),
}

/// A field of a form that breaks its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// 1 to 120 letters.
    Name,
    /// Too short.
    PasswordShort,
    /// Too long.
    PasswordLong,
    /// One that everybody tries first.
    PasswordCommon,
    /// Not the present one.
    CurrentPassword,
    /// In the future, or too long ago.
    Birthday,
    /// Not a phone number of Viet Nam or an international one.
    Phone,
    /// House and street.
    Line1,
    /// The ward does not exist or does not belong to district and province.
    Ward,
    /// The name of a role.
    RoleName,
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl From<DatabaseError> for IdentityError {
    fn from(error: DatabaseError) -> Self {
        match error.constraint() {
            Some("accounts_email_key") => Self::ContactTaken(Contact::Email(String::new())),
            Some("accounts_phone_key") => Self::ContactTaken(Contact::Phone(String::new())),
            Some("logins_pkey") => Self::LoginTaken,
            Some("roles_name_key") => Self::RoleNameTaken,
            Some("account_roles_role_id_fkey") => Self::RoleFixed,
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::Error> for IdentityError {
    fn from(error: sqlx::Error) -> Self {
        DatabaseError::from(error).into()
    }
}
