//! Why a call brought no answer.

use std::time::Duration;

/// Why a call brought no answer that can be used. Its text holds no address, no header and no body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// The server could not be reached, or hung up; with the innermost cause.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The deadline passed first.
    #[error("the server did not answer in time")]
    Deadline,
    /// Too many calls failed lately, so the server was not asked.
    #[error("the server failed too often and is left alone for {retry_after:?}")]
    BreakerOpen {
        /// When asking again makes sense.
        retry_after: Duration,
    },
    /// The answer is longer than allowed.
    #[error("the answer is longer than {limit_bytes} bytes")]
    TooLarge {
        /// The longest answer that is read.
        limit_bytes: usize,
    },
    /// The server answered that it failed (5xx).
    #[error("the server answered {status}")]
    Status {
        /// The status of the answer.
        status: u16,
    },
    /// As many calls as allowed were running until the deadline.
    #[error("too many calls are running")]
    Busy,
    /// The host is not among those that this client may call.
    #[error("this client may not call that host")]
    HostNotAllowed,
    /// The request could not be written: a programming or configuration error.
    #[error("the request cannot be written: {0}")]
    BadRequest(&'static str),
    /// The answer is not what was expected.
    #[error("the answer cannot be read as {0}")]
    Unreadable(&'static str),
    /// The client could not be made, for example because the machine has no root certificates.
    #[error("the HTTP client cannot be made: {0}")]
    Unusable(String),
}

impl OutboundError {
    /// Whether the server is the one to blame: counts for the breaker, and makes another try sensible.
    pub(crate) const fn is_failure_of_server(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Deadline | Self::Status { .. })
    }

    /// The word that the metrics use.
    pub(crate) const fn outcome(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Deadline => "deadline",
            Self::BreakerOpen { .. } => "breaker_open",
            Self::TooLarge { .. } => "too_large",
            Self::Status { .. } => "server_error",
            Self::Busy => "busy",
            Self::HostNotAllowed => "host_not_allowed",
            Self::BadRequest(_) | Self::Unreadable(_) | Self::Unusable(_) => "unusable",
        }
    }
}

/// The longest cause that is kept, in characters.
const CAUSE_LENGTH_MAX: usize = 120;

/// The innermost cause of an error of the HTTP library: the operating system's or the TLS library's word. The outer ones
/// repeat the address.
pub(crate) fn innermost_cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string().chars().take(CAUSE_LENGTH_MAX).collect()
}
