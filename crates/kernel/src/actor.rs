//! Who does something.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::AccountId;

/// On whose behalf a change is made; kept with price history, events and audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "name")]
pub enum Actor {
    /// The system itself: a job, a schedule, a consumer.
    System,
    /// An operator on the command line, with the name of the machine's user.
    Operator(String),
    /// Somebody of staff.
    Staff(AccountId),
    /// A shopper with an account.
    Customer(AccountId),
    /// Somebody who is not logged in.
    Guest,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::Operator(name) => write!(f, "operator:{name}"),
            Self::Staff(id) => write!(f, "staff:{id}"),
            Self::Customer(id) => write!(f, "customer:{id}"),
            Self::Guest => f.write_str("guest"),
        }
    }
}
