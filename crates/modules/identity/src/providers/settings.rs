//! How the shop is registered with the providers, and where they are.

use cholon_outbound::OutboundSettings;
use secrecy::SecretString;

/// The providers that the shop offers, and what a call to one may cost.
#[derive(Debug, Clone, Default)]
pub struct ProviderSettings {
    /// Google; `None` when it is not offered.
    pub google: Option<GoogleSettings>,
    /// Facebook; `None` when it is not offered.
    pub facebook: Option<FacebookSettings>,
    /// Zalo; `None` when it is not offered.
    pub zalo: Option<ZaloSettings>,
    /// What a call may cost. Its hosts are not looked at: each provider may call its own and no others.
    pub calls: OutboundSettings,
}

/// The shop at Google.
#[derive(Debug, Clone)]
pub struct GoogleSettings {
    /// The client id of the website.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// Client ids of the shop's apps, whose tokens count as well.
    pub other_client_ids: Vec<String>,
    /// Who issues the tokens.
    pub issuer: String,
    /// Where the discovery document is.
    pub discovery_url: String,
    /// Hosts that the discovery document may name, besides the one it lies on.
    pub hosts: Vec<String>,
}

impl GoogleSettings {
    /// A client of the real Google.
    #[must_use]
    pub fn new(client_id: &str, client_secret: SecretString) -> Self {
        Self {
            client_id: client_id.to_owned(),
            client_secret,
            other_client_ids: Vec::new(),
            issuer: "https://accounts.google.com".to_owned(),
            discovery_url: "https://accounts.google.com/.well-known/openid-configuration".to_owned(),
            hosts: ["oauth2.googleapis.com", "www.googleapis.com"].map(str::to_owned).to_vec(),
        }
    }
}

/// The shop at Facebook.
#[derive(Debug, Clone)]
pub struct FacebookSettings {
    /// The app id.
    pub app_id: String,
    /// The app secret.
    pub app_secret: SecretString,
    /// The version of the Graph API, as in `v23.0`. Facebook drops each after about two years.
    pub version: String,
    /// Where the dialog is, without a slash at the end.
    pub web_url: String,
    /// Where the Graph API is, without a slash at the end.
    pub graph_url: String,
}

impl FacebookSettings {
    /// An app at the real Facebook.
    #[must_use]
    pub fn new(app_id: &str, app_secret: SecretString) -> Self {
        Self {
            app_id: app_id.to_owned(),
            app_secret,
            version: "v23.0".to_owned(),
            web_url: "https://www.facebook.com".to_owned(),
            graph_url: "https://graph.facebook.com".to_owned(),
        }
    }
}

/// The shop at Zalo.
#[derive(Debug, Clone)]
pub struct ZaloSettings {
    /// The app id.
    pub app_id: String,
    /// The app secret, which is none of Zalo's three other secrets.
    pub app_secret: SecretString,
    /// Where the log-in is, without a slash at the end.
    pub oauth_url: String,
    /// Where the profile is, without a slash at the end.
    pub graph_url: String,
}

impl ZaloSettings {
    /// An app at the real Zalo.
    #[must_use]
    pub fn new(app_id: &str, app_secret: SecretString) -> Self {
        Self {
            app_id: app_id.to_owned(),
            app_secret,
            oauth_url: "https://oauth.zaloapp.com".to_owned(),
            graph_url: "https://graph.zalo.me".to_owned(),
        }
    }
}
