//! Settings: one typed, documented configuration from defaults, a file and the environment, checked before anything starts.
//!
//! Invariants: every setting has a default that works on one machine; a wrong one stops the start with its name and
//! what to do; secrets never print. `config.default.toml` is both the defaults and the reference.

mod check;
mod environment;
mod error;
mod keys;
mod load;
mod print;
mod reload;
mod settings;

pub use error::{ConfigError, Fault};
pub use reload::{Reload, Reloadable};
pub use settings::{
    CacheSettings, CartSettings, DatabaseSettings, JoinRule, LimitSettings, LogFormat, LogInSettings, MailSettings,
    MailTls, Secret, SecuritySettings, ServerSettings, Settings, ShopSettings, TelemetrySettings,
};

/// The defaults, and the documentation of every key.
pub const DEFAULTS: &str = include_str!("../config.default.toml");
