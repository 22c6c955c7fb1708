//! Shapes of the second factor.

use cholon_identity::Enrolment;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an authenticator app needs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Enrolled {
    /// The secret in base32, for typing.
    secret: String,
    /// The link that an app reads, as a picture or directly.
    #[schema(pattern = "^otpauth://")]
    link: String,
}

impl From<Enrolment> for Enrolled {
    fn from(enrolment: Enrolment) -> Self {
        let (secret, link) = (enrolment.secret.expose_secret(), enrolment.link.expose_secret());
        Self { secret: secret.to_owned(), link: link.to_owned() }
    }
}

/// The code of an authenticator app.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct GivenCode {
    /// Six digits.
    #[schema(min_length = 6, max_length = 8, example = "123456")]
    pub(crate) code: String,
}
