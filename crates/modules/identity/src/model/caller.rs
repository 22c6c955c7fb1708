//! Where a request comes from.

use crate::error::IdentityError;

/// Letters of a browser's description that are kept.
pub const USER_AGENT_LENGTH_MAX: usize = 400;

/// Where a request comes from, for lists of devices, alerts and the audit log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// The network address.
    pub address: String,
    /// How the browser or app describes itself.
    pub user_agent: String,
}

impl Caller {
    /// A caller; what is too long is cut.
    #[must_use]
    pub fn new(address: impl Into<String>, user_agent: &str) -> Self {
        let user_agent = user_agent.chars().filter(|letter| !letter.is_control()).take(USER_AGENT_LENGTH_MAX).collect();
        Self { address: address.into(), user_agent }
    }
}

/// What a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Pages: a cookie.
    Web,
    /// The API: an access and a refresh token.
    Api,
    /// The Zalo Mini App: tokens too.
    MiniApp,
}

impl Channel {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::MiniApp => "mini-app",
        }
    }
}

impl std::str::FromStr for Channel {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        [Self::Web, Self::Api, Self::MiniApp]
            .into_iter()
            .find(|channel| channel.name() == text)
            .ok_or(IdentityError::NotFound("channel"))
    }
}
