//! The pages: one module a part of the back office.

pub(crate) mod audit;
mod audit_csv;
pub(crate) mod dashboard;
pub(crate) mod log_in;
pub(crate) mod me;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod roles;
pub(crate) mod second_factor;
pub(crate) mod staff;
pub(crate) mod taste;

use std::str::FromStr;

use cholon_identity::{Field, IdentityError};
use cholon_webkit::{Problem, with_query};

use crate::view::Pager;

/// The key of a query under which a list goes on.
const BEFORE_KEY: &str = "truoc";

/// An id out of a path; a malformed one leads nowhere.
fn id<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_malformed| Problem::not_found())
}

/// The pager of a list at `path` with its filters: `last` is the last entry where there are more behind it.
fn pager(path: &str, filters: &[(&str, &str)], is_first: bool, last: Option<String>) -> Pager {
    let filters: Vec<_> = filters.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    let first = (!is_first).then(|| with_query(path, &filters));
    let next = last.map(|last| with_query(path, &[filters.as_slice(), &[(BEFORE_KEY, &last)]].concat()));
    Pager { first, next }
}

/// Cuts a list that was read with one entry more than a page holds; says whether there was one.
fn cut<T>(mut list: Vec<T>, size: u32) -> (Vec<T>, bool) {
    let size = size as usize;
    let has_more = list.len() > size;
    list.truncate(size);
    (list, has_more)
}

/// The field of a form that an error speaks of, with the key of what is wrong; the error itself when none does.
fn refusal(error: IdentityError) -> Result<(&'static str, &'static str), IdentityError> {
    match error {
        IdentityError::ContactMalformed => Ok(("email", "form-bad-email")),
        IdentityError::ContactTaken(_) => Ok(("email", "admin-email-taken")),
        IdentityError::Field(Field::Name) => Ok(("name", "form-missing")),
        IdentityError::Field(Field::PasswordShort) => Ok(("password", "form-password-short")),
        IdentityError::Field(Field::PasswordLong) => Ok(("password", "form-too-long")),
        IdentityError::Field(Field::PasswordCommon) => Ok(("password", "form-password-common")),
        IdentityError::Field(Field::CurrentPassword) => Ok(("current", "form-bad-current")),
        IdentityError::Field(Field::RoleName) => Ok(("name", "admin-role-name-missing")),
        IdentityError::RoleNameTaken => Ok(("name", "admin-role-name-taken")),
        IdentityError::LastAdministrator => Ok(("", "admin-last-administrator")),
        IdentityError::MoreThanOwn => Ok(("", "admin-role-more-than-own")),
        other => Err(other),
    }
}
