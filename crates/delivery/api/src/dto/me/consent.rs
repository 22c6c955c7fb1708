//! Shapes of what a person agreed to.

use cholon_identity::Consent;
use cholon_identity::model::ConsentPurpose;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person agreed to, one entry a purpose.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConsentList {
    /// The purposes.
    items: Vec<ConsentBody>,
}

/// Where a person stands with one purpose.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConsentBody {
    /// What personal data is used for: `service`, `marketing` or `personalisation`.
    #[schema(example = "marketing")]
    purpose: &'static str,
    /// Whether it is agreed to; what was never decided is not.
    is_given: bool,
    /// The version of the text that was shown.
    text_version: Option<String>,
    /// When it was decided.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
}

impl ConsentList {
    /// Every purpose, with the newest decision about it.
    pub(crate) fn new(decided: &[Consent]) -> Self {
        let body = |purpose: &ConsentPurpose| {
            let consent = decided.iter().find(|consent| consent.purpose == *purpose);
            ConsentBody {
                purpose: purpose.name(),
                is_given: consent.is_some_and(|consent| consent.is_given),
                text_version: consent.map(|consent| consent.text_version.clone()),
                decided_at: consent.map(|consent| consent.decided_at),
            }
        };
        Self { items: ConsentPurpose::ALL.iter().map(body).collect() }
    }
}

/// A decision about one purpose.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Decision {
    /// Whether it is agreed to.
    pub(crate) is_given: bool,
}
