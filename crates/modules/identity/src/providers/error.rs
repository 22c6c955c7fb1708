//! Why a log-in at a provider did not work, and whose fault it is.

use std::time::Duration;

use cholon_outbound::{Answer, OutboundError};

/// The status with which a server asks for less work.
const TOO_MANY_REQUESTS: u16 = 429;
/// When asking again makes sense if nobody says more.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// The longest wait that a provider is believed.
const RETRY_AFTER_MAX: Duration = Duration::from_hours(1);

/// Why a log-in at a provider did not work. Its text holds nothing secret or personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The provider cannot be reached, fails, answers nonsense or has too much to do: nothing is known about the person,
    /// and what was known before stays true.
    #[error("the log-in provider does not answer")]
    Down {
        /// When asking again makes sense.
        retry_after: Duration,
    },
    /// The provider said no, or what it said does not hold: the person has to begin anew.
    #[error("the log-in provider refused: {0}")]
    Refused(Refusal),
    /// The provider does not accept this shop: the operator has to act.
    #[error("the log-in provider is not set up right: {0}")]
    Misconfigured(&'static str),
}

/// Why the word of a provider does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The code is wrong, used or too old, or is not for this browser.
    #[error("the code does not count")]
    Code,
    /// The access token is missing, wrong or too old.
    #[error("the access token does not count")]
    Token,
    /// The token or request is not written as it must be, or not signed in the one way that counts.
    #[error("what was signed is malformed")]
    Malformed,
    /// No published key has the name that the token says.
    #[error("the key is not published")]
    UnknownKey,
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// Somebody else issued the token.
    #[error("another issuer")]
    Issuer,
    /// The token is for somebody else.
    #[error("another audience")]
    Audience,
    /// The token is over.
    #[error("expired")]
    Expired,
    /// The token begins in the future.
    #[error("issued in the future")]
    IssuedInFuture,
    /// The token belongs to another log-in.
    #[error("another nonce")]
    Nonce,
    /// There is no usable id of the person.
    #[error("no usable id of the person")]
    Subject,
    /// There is no phone number.
    #[error("no phone number")]
    Phone,
    /// The provider gave a number that means nothing more particular.
    #[error("error {0}")]
    Provider(i64),
}

impl From<Refusal> for ProviderError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl ProviderError {
    /// The provider does not work, and nobody says how long.
    pub(super) const DOWN: Self = Self::Down { retry_after: RETRY_AFTER };
}

impl From<OutboundError> for ProviderError {
    fn from(error: OutboundError) -> Self {
        match error {
            OutboundError::BreakerOpen { retry_after } => Self::Down { retry_after },
            OutboundError::Unreachable(_)
            | OutboundError::Deadline
            | OutboundError::Status { .. }
            | OutboundError::Busy
            | OutboundError::TooLarge { .. }
            | OutboundError::Unreadable(_) => Self::DOWN,
            OutboundError::HostNotAllowed => Self::Misconfigured("the provider names a host that may not be called"),
            OutboundError::BadRequest(_) => Self::Misconfigured("an address or secret cannot be sent"),
            OutboundError::Unusable(_) => Self::Misconfigured("the HTTP client cannot be made"),
        }
    }
}

/// Lets an answer through unless the provider asks for less work (429).
pub(super) fn unless_too_many(answer: Answer) -> Result<Answer, ProviderError> {
    if answer.status.as_u16() != TOO_MANY_REQUESTS {
        return Ok(answer);
    }
    let seconds = answer.header("retry-after").and_then(|text| text.parse().ok());
    let retry_after = seconds.map_or(RETRY_AFTER, Duration::from_secs).min(RETRY_AFTER_MAX);
    Err(ProviderError::Down { retry_after })
}
