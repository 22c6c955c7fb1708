//! Shapes of where an account is open.

use cholon_identity::SessionRecord;
use cholon_kernel::SessionId;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where an account is open.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionList {
    /// The open sessions, last used first; a hundred at most.
    items: Vec<SessionBody>,
}

/// An open session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionBody {
    /// The session.
    id: Uuid,
    /// What it is for: `web`, `api` or `mini-app`.
    #[schema(example = "api")]
    channel: String,
    /// How the browser or app describes itself.
    user_agent: String,
    /// The network address of the log-in.
    address: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last in use, give or take five minutes.
    #[schema(value_type = String, format = DateTime)]
    last_seen_at: Timestamp,
    /// Whether it is the one that asks.
    is_current: bool,
}

impl SessionList {
    /// The sessions of an account, as `current` sees them.
    pub(crate) fn new(sessions: Vec<SessionRecord>, current: SessionId) -> Self {
        let body = |session: SessionRecord| SessionBody {
            id: session.id.as_uuid(),
            is_current: session.id == current,
            channel: session.channel,
            user_agent: session.user_agent,
            address: session.address,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
        };
        Self { items: sessions.into_iter().map(body).collect() }
    }
}

/// Sessions were ended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ended {
    /// How many.
    pub(crate) ended: usize,
}
