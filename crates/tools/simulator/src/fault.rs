//! Wrong answers on command: each is given once, to the next request it fits.

use serde::{Deserialize, Serialize};

use crate::service::Service;

/// What is wrong with a service's next answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Google's token is for another client.
    WrongAudience,
    /// Google's token was asked for by another client.
    WrongAuthorizedParty,
    /// Google's token has another issuer.
    WrongIssuer,
    /// Google's token has expired.
    Expired,
    /// Google's token was issued in the future.
    IssuedInFuture,
    /// Google's token says that it is not signed.
    AlgNone,
    /// Google's token is signed with HS256 and the public key as secret.
    Hs256,
    /// Google's token is signed by a key that is not published.
    UnknownKid,
    /// Google's token names a published key but is signed by another.
    WrongSignature,
    /// Google's token carries another nonce.
    WrongNonce,
    /// Google's token is larger than any real one.
    HugeToken,
    /// Facebook's token was given to the app of another shop.
    AnotherApp,
    /// Facebook's profile call exceeds the rate limit.
    RateLimited,
    /// Facebook's token has expired before the profile call.
    TokenExpired,
    /// Zalo sees the call coming from outside Viet Nam.
    OutsideVietnam,
    /// Zalo writes `expires_in` as a number instead of a text.
    ExpiresInNumber,
    /// Zalo's own failure of a kind that nobody documented.
    Undocumented,
}

impl Fault {
    /// Whose answer it spoils.
    pub(crate) const fn service(self) -> Service {
        match self {
            Self::AnotherApp | Self::RateLimited | Self::TokenExpired => Service::Facebook,
            Self::OutsideVietnam | Self::ExpiresInNumber | Self::Undocumented => Service::Zalo,
            _ => Service::Google,
        }
    }
}
