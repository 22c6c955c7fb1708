//! The problems behind errors of the modules that no form can tell of.

use cholon_identity::IdentityError;
use cholon_notification::NotificationError;
use cholon_webkit::{Code, Problem};

/// The problem behind an error of identity.
pub(crate) fn identity_problem(error: IdentityError) -> Problem {
    match error {
        IdentityError::NotFound(_) => Problem::not_found(),
        IdentityError::NotLoggedIn => Problem::new(Code::Unauthorized),
        // Pages do not offer these; a form that was made by hand gets here.
        IdentityError::RoleFixed | IdentityError::OwnAccount => Problem::new(Code::Conflict),
        IdentityError::TooManyFailures { retry_after } => Problem::new(Code::RateLimited).with_retry_after(retry_after),
        IdentityError::Crypto(cholon_crypto::CryptoError::Overloaded) => Problem::new(Code::Overloaded),
        IdentityError::Database(_) => Problem::unavailable(error),
        other => Problem::internal(other),
    }
}

/// The problem behind an error of notification: it only fails when its database does.
pub(crate) fn message_problem(error: NotificationError) -> Problem {
    Problem::unavailable(error)
}
