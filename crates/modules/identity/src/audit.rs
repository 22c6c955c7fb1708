//! The audit log: what staff changed, in a chain that shows every later alteration.
//!
//! Each line's digest is an HMAC over the line and the digest before it, with a key derived from the shop's, which is
//! not in the database: who can write to the database alone cannot make a chain that fits.

use cholon_crypto::{hmac_sha256, is_same};
use cholon_database::Tx;
use cholon_kernel::Actor;
use cholon_kernel::clock::Timestamp;
use serde_json::Value;

use crate::error::IdentityError;
use crate::facade::Identity;
use crate::model::Caller;
use crate::store;
pub use crate::store::audit::AuditQuery;

/// Lines that one page shows at most.
pub const AUDIT_PAGE_MAX: u32 = 100;
/// Lines that an export reads at once.
pub const AUDIT_EXPORT_MAX: u32 = 1_000;
/// Lines read at once when the chain is checked.
const VERIFY_BATCH: i64 = 1_000;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number, from 1 without a gap.
    pub number: i64,
    /// When.
    pub happened_at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was done: `role.changed`.
    pub action: String,
    /// What it was done to: `account`.
    pub entity: String,
    /// Which one.
    pub entity_id: String,
    /// What changed, before; a JSON object.
    pub old_values: String,
    /// What changed, after; a JSON object.
    pub new_values: String,
    /// The network address it came from.
    pub address: String,
    /// The browser it came from.
    pub user_agent: String,
}

/// What is to be written down.
#[derive(Debug, Clone)]
pub struct AuditEntry<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// From where.
    pub caller: &'a Caller,
    /// What was done.
    pub action: &'a str,
    /// What it was done to.
    pub entity: &'a str,
    /// Which one.
    pub entity_id: String,
    /// What changed, before; an object. Never secrets.
    pub old: Value,
    /// What changed, after; an object. Never secrets.
    pub new: Value,
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainState {
    /// Every line is as it was written.
    Whole {
        /// How many there are.
        lines: i64,
        /// The digest of the last one, in hexadecimal. Kept elsewhere it also shows a log that was cut at its end.
        head: String,
    },
    /// From this line on the log is not what was written.
    Broken {
        /// The first line that was altered, or is missing.
        at: i64,
    },
}

impl AuditLine {
    /// What the columns of a table of lines are called.
    pub const COLUMNS: [&str; 10] =
        ["number", "time", "actor", "action", "entity", "entity_id", "old", "new", "address", "user_agent"];

    /// The line as a row of such a table.
    #[must_use]
    pub fn values(&self) -> [String; 10] {
        [
            self.number.to_string(),
            self.happened_at.to_string(),
            self.actor.clone(),
            self.action.clone(),
            self.entity.clone(),
            self.entity_id.clone(),
            self.old_values.clone(),
            self.new_values.clone(),
            self.address.clone(),
            self.user_agent.clone(),
        ]
    }

    /// The digest of the line behind the one with `previous`. Each part has its length before it, so that no two lines
    /// read the same.
    fn digest(&self, key: &[u8; 32], previous: &[u8]) -> [u8; 32] {
        let (number, moment) = (self.number.to_string(), self.happened_at.as_microsecond().to_string());
        let parts: [&str; 10] = [
            &number,
            &moment,
            &self.actor,
            &self.action,
            &self.entity,
            &self.entity_id,
            &self.old_values,
            &self.new_values,
            &self.address,
            &self.user_agent,
        ];
        let mut message = previous.to_vec();
        for part in parts {
            message.extend_from_slice(&(part.len() as u64).to_be_bytes());
            message.extend_from_slice(part.as_bytes());
        }
        hmac_sha256(key, &message)
    }
}

impl Identity {
    /// Writes down what staff changed, in the transaction that changes it. Transactions that write to the log wait for
    /// each other, so it is done last.
    pub async fn audit(&self, tx: &mut Tx, entry: &AuditEntry<'_>) -> Result<(), IdentityError> {
        let (number, previous) = store::audit::lock_head(tx).await?;
        let line = AuditLine {
            number: number + 1,
            happened_at: self.now(),
            actor: entry.actor.to_string(),
            action: entry.action.to_owned(),
            entity: entry.entity.to_owned(),
            entity_id: entry.entity_id.clone(),
            old_values: entry.old.to_string(),
            new_values: entry.new.to_string(),
            address: entry.caller.address.clone(),
            user_agent: entry.caller.user_agent.clone(),
        };
        let digest = line.digest(&self.inner.keys.audit, &previous);
        store::audit::append(tx, &line, &digest).await
    }

    /// Reads the log from its anchor on and says whether it is what was written.
    pub async fn verify_audit(&self) -> Result<ChainState, IdentityError> {
        let mut tx = self.begin().await?;
        // Locked, so that no lines are dropped meanwhile; those that are added come after the end that is read first.
        let anchor = store::audit::lock_anchor(&mut tx).await?;
        let (last, head) = store::audit::head(&mut tx).await?;
        if !self.is_sealed(&anchor) {
            return Ok(ChainState::Broken { at: anchor.number });
        }
        let dropped = anchor.number;
        let (mut number, mut previous) = (dropped, anchor.digest);
        while number < last {
            let limit = VERIFY_BATCH.min(last - number);
            let lines = store::audit::next(&mut tx, number, limit).await?;
            if lines.is_empty() {
                return Ok(ChainState::Broken { at: number + 1 });
            }
            for (line, digest) in lines {
                if !self.follows(&line, &digest, number, &previous) {
                    return Ok(ChainState::Broken { at: number + 1 });
                }
                (number, previous) = (line.number, digest);
            }
        }
        if head != previous {
            return Ok(ChainState::Broken { at: number });
        }
        Ok(ChainState::Whole { lines: number - dropped, head: hex::encode(previous) })
    }

    /// Whether a line with its digest is what was written behind the line with `number` and `previous`.
    pub(crate) fn follows(&self, line: &AuditLine, digest: &[u8], number: i64, previous: &[u8]) -> bool {
        line.number == number + 1 && is_same(&line.digest(&self.inner.keys.audit, previous), digest)
    }

    /// Lines that fit, newest first, at most [`AUDIT_PAGE_MAX`].
    pub async fn audit_lines(&self, query: &AuditQuery, limit: u32) -> Result<Vec<AuditLine>, IdentityError> {
        let limit = i64::from(limit.min(AUDIT_PAGE_MAX));
        store::audit::find(&mut *self.inner.database.read().await?, query, limit).await
    }

    /// The next lines of an export, newest first, at most [`AUDIT_EXPORT_MAX`]; they go on before the last one's number.
    pub async fn audit_export(&self, query: &AuditQuery) -> Result<Vec<AuditLine>, IdentityError> {
        let limit = i64::from(AUDIT_EXPORT_MAX);
        store::audit::find(&mut *self.inner.database.read().await?, query, limit).await
    }
}
