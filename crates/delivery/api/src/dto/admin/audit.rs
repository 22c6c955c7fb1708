//! Shapes of the audit log.

use cholon_identity::audit::{AuditLine, ChainState};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A page of the audit log.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditPage {
    /// The lines, newest first.
    pub(crate) items: Vec<AuditBody>,
    /// Where the next page starts; nothing on the last one.
    pub(crate) next_cursor: Option<String>,
}

/// Something that staff changed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditBody {
    /// The line's number, from 1 without a gap.
    number: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    happened_at: Timestamp,
    /// Who: `staff:` and an account, or `operator:` and a name.
    #[schema(example = "staff:019a9f6e-7a4e-7c53-9c1b-2f6f2a9d1e44")]
    actor: String,
    /// What was done.
    #[schema(example = "account.blocked")]
    action: String,
    /// What it was done to.
    #[schema(example = "account")]
    entity: String,
    /// Which one.
    entity_id: String,
    /// What changed, before.
    #[schema(value_type = Object)]
    old_values: Value,
    /// What changed, after.
    #[schema(value_type = Object)]
    new_values: Value,
    /// The network address it came from.
    address: String,
    /// The browser or app it came from.
    user_agent: String,
}

impl From<AuditLine> for AuditBody {
    fn from(line: AuditLine) -> Self {
        // What was altered by hand may be no JSON any more and is shown as it is.
        let values = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self {
            number: line.number,
            happened_at: line.happened_at,
            actor: line.actor,
            action: line.action,
            entity: line.entity,
            entity_id: line.entity_id,
            old_values: values(line.old_values),
            new_values: values(line.new_values),
            address: line.address,
            user_agent: line.user_agent,
        }
    }
}

/// Whether the audit log is what was written.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Chain {
    /// Whether it is.
    is_whole: bool,
    /// How many lines there are; nothing when it is broken.
    lines: Option<i64>,
    /// The digest of the last line; kept elsewhere it also shows a log that was cut at its end.
    head: Option<String>,
    /// The first line that was altered or is missing.
    broken_at: Option<i64>,
}

impl From<ChainState> for Chain {
    fn from(state: ChainState) -> Self {
        match state {
            ChainState::Whole { lines, head } => {
                Self { is_whole: true, lines: Some(lines), head: Some(head), broken_at: None }
            }
            ChainState::Broken { at } => Self { is_whole: false, lines: None, head: None, broken_at: Some(at) },
        }
    }
}
