//! What is wrong with the settings, in words an operator can act on.

use std::fmt;

/// One wrong setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key, such as `server.port`.
    pub key: String,
    /// What is wrong and what to do.
    pub advice: String,
}

/// Why the settings cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The named file cannot be read.
    #[error("settings file {path} cannot be read: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// One or more settings are wrong.
    #[error("{}", Faults(.0))]
    Wrong(Vec<Fault>),
}

struct Faults<'a>(&'a [Fault]);

impl fmt::Display for Faults<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wrong settings:")?;
        for fault in self.0 {
            write!(f, "\n  {}: {}", fault.key, fault.advice)?;
        }
        Ok(())
    }
}
