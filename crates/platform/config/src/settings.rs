//! The settings as the code uses them. What each means stands in `config.default.toml`.

use std::net::IpAddr;

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

/// A text that never prints.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(#[serde(serialize_with = "crate::print::mask")] pub SecretString);

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl Eq for Secret {}

impl Secret {
    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.expose_secret().is_empty()
    }
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Listening and bounds of requests.
    pub server: ServerSettings,
    /// What the shop says about itself.
    pub shop: ShopSettings,
    /// Where the data is.
    pub database: DatabaseSettings,
    /// Keys and what protects accounts.
    pub security: SecuritySettings,
    /// Others whose log-ins count.
    pub log_in: LogInSettings,
    /// Carts.
    pub cart: CartSettings,
    /// Sending mail.
    pub mail: MailSettings,
    /// What is kept in memory.
    pub cache: CacheSettings,
    /// How often one client may ask.
    pub limits: LimitSettings,
    /// Logs and traces.
    pub telemetry: TelemetrySettings,
}

/// Listening and bounds of requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Address to listen on.
    pub address: IpAddr,
    /// Port to listen on.
    pub port: u16,
    /// Port for metrics on the loopback address; 0 means none.
    pub metrics_port: u16,
    /// Largest request body in bytes.
    pub body_bytes_max: usize,
    /// Milliseconds a client has for its request head.
    pub header_timeout_ms: u64,
    /// Milliseconds a request may take.
    pub request_timeout_ms: u64,
    /// Milliseconds that requests in flight have when the server stops.
    pub shutdown_timeout_ms: u64,
    /// Open connections at most.
    pub connections_max: usize,
    /// Requests rendered at the same time at most.
    pub in_flight_max: usize,
}

/// What the shop says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopSettings {
    /// Its name.
    pub name: String,
    /// Scheme and host without a trailing slash.
    pub public_url: String,
    /// The company behind it.
    pub company: String,
    /// Its postal address.
    pub address: String,
    /// Its tax code.
    pub tax_code: String,
    /// The number to call.
    pub hotline: String,
    /// The address to write to.
    pub email: String,
}

/// Where the data is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// Connection string; empty means a private server.
    #[serde(serialize_with = "crate::print::mask")]
    pub url: SecretString,
    /// Connections of this process at most.
    pub connections_max: u32,
    /// Milliseconds to wait for a connection.
    pub acquire_timeout_ms: u64,
}

impl PartialEq for DatabaseSettings {
    fn eq(&self, other: &Self) -> bool {
        self.url.expose_secret() == other.url.expose_secret()
            && self.connections_max == other.connections_max
            && self.acquire_timeout_ms == other.acquire_timeout_ms
    }
}

impl Eq for DatabaseSettings {}

/// Keys and what protects accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecuritySettings {
    /// The key of the shop, 64 hexadecimal digits; empty means the one in the data folder.
    pub secret_key: Secret,
    /// Passwords hashed at the same time at most; 0 means as many as there are processors.
    pub hashing_workers: usize,
    /// Days that lines of the audit log are kept.
    pub audit_kept_days: u16,
}

/// Others whose log-ins count. A provider without an id is not offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogInSettings {
    /// The client id at Google.
    pub google_client_id: String,
    /// Its secret.
    pub google_client_secret: Secret,
    /// The id of the app at Facebook.
    pub facebook_app_id: String,
    /// Its secret.
    pub facebook_app_secret: Secret,
    /// The id of the app at Zalo.
    pub zalo_app_id: String,
    /// Its secret.
    pub zalo_app_secret: Secret,
    /// The address of `cholon simulate`, which stands in for all three; empty for the real ones.
    pub simulator_url: String,
}

/// Carts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartSettings {
    /// How a guest's quantities count at log-in.
    pub join_rule: JoinRule,
    /// The value added tax in prices, in basis points.
    pub vat_basis_points: u32,
}

/// How a guest's quantities count at log-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JoinRule {
    /// They are added.
    Sum,
    /// The larger of both counts.
    Max,
    /// They replace what was there.
    Replace,
}

/// Sending mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The mail server; empty keeps messages in the outbox.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: MailTls,
    /// Who logs in; empty for a server that asks nobody.
    pub user: String,
    /// Their password.
    pub password: Secret,
    /// Who writes.
    pub from: String,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// From the first byte.
    Tls,
    /// After a greeting in clear.
    Starttls,
    /// Not at all.
    None,
}

/// What is kept in memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheSettings {
    /// Bytes for rendered answers.
    pub response_bytes_max: u64,
    /// Whether answers are kept at all.
    pub enabled: bool,
    /// Whether a header can ask for a fresh answer.
    pub allow_bypass: bool,
}

/// How often one client may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Requests a minute to the API; 0 means no limit.
    pub public_per_minute: u32,
    /// Requests a minute to pages; 0 means no limit.
    pub pages_per_minute: u32,
    /// Proxies whose forwarded addresses are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Origins that may call the API from a browser.
    pub cors_origins: Vec<String>,
}

/// Logs and traces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TelemetrySettings {
    /// Level, also per module.
    pub log_level: String,
    /// Form of the log.
    pub log_format: LogFormat,
    /// Collector of traces; empty means none.
    pub otlp_endpoint: String,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}
