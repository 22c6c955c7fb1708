//! Shapes of log-ins at providers that open an account.

use cholon_identity::LinkedLogin;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The log-ins at providers that open an account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoginList {
    /// The log-ins.
    items: Vec<LoginBody>,
}

/// A log-in at a provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoginBody {
    /// The provider: `google`, `facebook` or `zalo`.
    #[schema(example = "zalo")]
    provider: &'static str,
    /// Since when it opens the account.
    #[schema(value_type = String, format = DateTime)]
    linked_at: Timestamp,
}

impl LoginList {
    /// The log-ins of an account.
    pub(crate) fn new(logins: &[LinkedLogin]) -> Self {
        let body = |login: &LinkedLogin| LoginBody { provider: login.provider.as_str(), linked_at: login.linked_at };
        Self { items: logins.iter().map(body).collect() }
    }
}

/// What proves to the shop who somebody is at a provider.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ProviderToken {
    /// Google's ID token, or the access token that the SDK of Facebook or Zalo gave.
    #[schema(min_length = 1, max_length = 8192)]
    pub(crate) token: String,
    /// The nonce that Google's ID token was asked for with, if there was one.
    #[schema(min_length = 1, max_length = 255)]
    pub(crate) nonce: Option<String>,
}
