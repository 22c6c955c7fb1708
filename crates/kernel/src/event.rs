//! What happened: the envelope of every event in the log.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::EventId;

/// A fact that a module publishes in the transaction that makes it true.
///
/// `KIND` is stored with each event and never changes its meaning; a fact told differently gets a new kind.
pub trait Event: Serialize + DeserializeOwned + Send + Sync {
    /// The stable name, `module.what-happened`, such as `catalog.products-changed`.
    const KIND: &'static str;
}

/// A place in the log. Positions respect the order of commits: once a reader has seen one, no event appears before it.
///
/// It is the writing transaction's id and the event's number within the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct EventPosition {
    /// The id of the transaction that wrote the event.
    pub transaction: u64,
    /// The number of the event; it orders events of one transaction.
    pub number: i64,
}

impl EventPosition {
    /// Before every event.
    pub const START: Self = Self { transaction: 0, number: 0 };
}

impl fmt::Display for EventPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.transaction, self.number)
    }
}

/// The text is not a position of the event log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a position of the event log")]
pub struct EventPositionError;

impl FromStr for EventPosition {
    type Err = EventPositionError;

    fn from_str(text: &str) -> Result<Self, EventPositionError> {
        let (transaction, number) = text.split_once('-').ok_or(EventPositionError)?;
        Ok(Self {
            transaction: transaction.parse().map_err(|_digits| EventPositionError)?,
            number: number.parse().map_err(|_digits| EventPositionError)?,
        })
    }
}

/// An event as the log holds it.
#[derive(Debug, Clone)]
pub struct EventEnvelope {
    /// The event's own id: what an idempotent consumer remembers.
    pub id: EventId,
    /// The place in the log.
    pub position: EventPosition,
    /// The name of the fact, see [`Event::KIND`].
    pub kind: String,
    /// The fact itself.
    pub payload: serde_json::Value,
    /// When it happened.
    pub occurred_at: Timestamp,
}

impl EventEnvelope {
    /// The fact as `E`; `None` when it is of another kind.
    pub fn read<E: Event>(&self) -> Option<Result<E, serde_json::Error>> {
        (self.kind == E::KIND).then(|| serde_json::from_value(self.payload.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_its_text_form() {
        let position = EventPosition { transaction: 7, number: 42 };
        assert_eq!(position.to_string().parse(), Ok(position));
        assert_eq!("7".parse::<EventPosition>(), Err(EventPositionError));
    }
}
