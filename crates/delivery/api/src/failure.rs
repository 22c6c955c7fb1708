//! Errors of the modules as problems of the API.

use cholon_cart::CartError;
use cholon_catalog::CatalogError;
use cholon_crypto::CryptoError;
use cholon_identity::{Field, IdentityError};
use cholon_notification::NotificationError;
use cholon_search::SearchError;
use cholon_shopping::ShoppingError;
use cholon_webkit::{Code, Detail, Problem};

/// The problem behind an error of the catalogue: reading fails only when the database does not answer.
pub(crate) fn from_catalog(error: CatalogError) -> Problem {
    match error {
        CatalogError::Database(_) => Problem::unavailable(error),
        other => Problem::internal(other),
    }
}

/// The problem behind an error of the search: a well-formed cursor of another list leads to a page that is not there.
pub(crate) fn from_search(error: SearchError) -> Problem {
    match error {
        SearchError::Cursor => Problem::new(Code::CursorInvalid),
        SearchError::Missing => Problem::unavailable(error),
        other => Problem::internal(other),
    }
}

/// The problem behind an error of identity.
pub(crate) fn from_identity(error: IdentityError) -> Problem {
    match error {
        IdentityError::Database(_) => Problem::unavailable(error),
        IdentityError::Crypto(CryptoError::Overloaded) => Problem::new(Code::Overloaded),
        IdentityError::NotLoggedIn => Problem::new(Code::Unauthorized),
        IdentityError::LogInRefused => Problem::new(Code::LogInRefused),
        IdentityError::RefreshReused => Problem::new(Code::RefreshReused),
        IdentityError::ProviderRefused(_) => Problem::new(Code::LogInRefused).with_source(error),
        IdentityError::CodeRefused { tries_left } => {
            let detail = Detail::new("code", "detail-tries-left", [("count", u32::from(tries_left))]);
            Problem::new(Code::CodeRefused).with_details(vec![detail])
        }
        IdentityError::TooManyFailures { retry_after } | IdentityError::CodesTooOften { retry_after } => {
            Problem::new(Code::RateLimited).with_retry_after(retry_after)
        }
        IdentityError::ProviderDown { retry_after } => Problem::new(Code::ProviderDown).with_retry_after(retry_after),
        IdentityError::ContactTaken(_) | IdentityError::LoginTaken | IdentityError::LinkByLoggingIn => {
            Problem::new(Code::Conflict)
        }
        IdentityError::LastWayIn => conflict("provider", "detail-last-way-in"),
        IdentityError::RoleFixed => conflict("role", "detail-role-fixed"),
        IdentityError::MoreThanOwn => conflict("roles", "detail-more-than-own"),
        IdentityError::LastAdministrator => conflict("roles", "detail-last-administrator"),
        IdentityError::OwnAccount => conflict("id", "detail-own-account"),
        IdentityError::RoleNameTaken => wrong("name", "detail-role-name-taken"),
        IdentityError::SecondFactorWrong => wrong("code", "detail-second-factor"),
        IdentityError::Locked => wrong("code", "detail-account-locked"),
        IdentityError::AddressBookFull => wrong("addresses", "detail-address-book-full"),
        IdentityError::NotFound(_) => Problem::not_found(),
        IdentityError::ContactMalformed => wrong("destination", "detail-contact"),
        IdentityError::Field(field) => wrong_field(field),
        other => Problem::internal(other),
    }
}

fn wrong_field(field: Field) -> Problem {
    match field {
        Field::Name | Field::RoleName => wrong("name", "detail-name"),
        Field::PasswordShort => wrong("password", "detail-password-short"),
        Field::PasswordLong => wrong("password", "detail-password-long"),
        Field::PasswordCommon => wrong("password", "detail-password-common"),
        Field::CurrentPassword => wrong("current", "detail-current-password"),
        Field::Birthday => wrong("birthday", "detail-birthday"),
        Field::Phone => wrong("phone", "detail-contact"),
        Field::Line1 => wrong("line1", "detail-line1"),
        Field::Ward => wrong("ward", "detail-ward"),
    }
}

/// A readable body with a field that breaks its rule.
pub(crate) fn wrong(field: &'static str, text_key: &'static str) -> Problem {
    Problem::new(Code::Validation).with_details(vec![Detail::plain(field, text_key)])
}

/// A change that what is there does not allow.
fn conflict(field: &'static str, text_key: &'static str) -> Problem {
    Problem::new(Code::Conflict).with_details(vec![Detail::plain(field, text_key)])
}

/// The problem behind an error of notification: it only fails when its database does.
pub(crate) fn from_messages(error: NotificationError) -> Problem {
    Problem::unavailable(error)
}

/// The problem behind an error of a cart.
pub(crate) fn from_shopping(error: ShoppingError) -> Problem {
    match error {
        ShoppingError::Identity(error) => from_identity(error),
        ShoppingError::Catalog(error) => from_catalog(error),
        ShoppingError::Cart(CartError::Overloaded) => Problem::new(Code::Overloaded),
        ShoppingError::Cart(CartError::Gap { expected }) => {
            let detail = Detail::new("operations", "detail-operation-expected", [("number", expected.to_string())]);
            Problem::new(Code::OperationsMissing).with_details(vec![detail])
        }
        ShoppingError::Cart(CartError::Stale { version }) => {
            let detail = Detail::new("seenVersion", "detail-version", [("version", version.to_string())]);
            Problem::new(Code::Conflict).with_details(vec![detail])
        }
        ShoppingError::Cart(CartError::NotFound) => Problem::not_found(),
        ShoppingError::Cart(CartError::Database(_)) => Problem::unavailable(error),
        other => Problem::internal(other),
    }
}
