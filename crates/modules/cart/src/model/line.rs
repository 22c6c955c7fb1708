//! A line's state: contributions since its last removal, and its description.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::stamp::Stamp;

/// Contributions that one line keeps apart; beyond it the older half is added up.
pub const CONTRIBUTIONS_MAX: usize = 64;
/// Pieces that a line adds up to at most, either way: sums stay far from the ends of their type.
const SUM_MAX: i64 = 1_000_000;

/// What one addition contributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contribution(
    pub(crate) i32,
    #[serde(default, skip_serializing_if = "Option::is_none")] pub(crate) Option<i64>,
);

/// A line as it is kept. Every change is a union or a maximum, so their order does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LineState {
    /// The newest removal; what is older no longer counts.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(crate) removed_until: Option<Stamp>,
    /// Additions after it.
    #[serde(rename = "a", default, skip_serializing_if = "BTreeMap::is_empty", with = "pairs")]
    pub(crate) added: BTreeMap<Stamp, Contribution>,
    /// The newest description.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(crate) described: Option<(Stamp, String, bool)>,
}

impl LineState {
    pub(crate) fn add(&mut self, stamp: Stamp, contribution: Contribution) {
        if self.removed_until.is_none_or(|removed| stamp > removed) {
            self.added.insert(stamp, contribution);
            self.fold();
        }
    }

    pub(crate) fn remove(&mut self, stamp: Stamp) {
        if self.removed_until.is_none_or(|removed| stamp > removed) {
            self.removed_until = Some(stamp);
            self.added.retain(|added, _| *added > stamp);
        }
    }

    pub(crate) fn describe(&mut self, stamp: Stamp, note: String, is_saved: bool) {
        if self.described.as_ref().is_none_or(|(newest, ..)| stamp > *newest) {
            self.described = Some((stamp, note, is_saved));
        }
    }

    /// What somebody wants of it: what was added since the last removal, never less than nothing.
    pub(crate) fn wanted(&self) -> i64 {
        let sum: i64 = self.added.values().map(|contribution| i64::from(contribution.0)).sum();
        sum.clamp(0, SUM_MAX)
    }

    /// What one piece cost at the newest addition that knew it.
    pub(crate) fn price(&self) -> Option<i64> {
        self.added.values().rev().find_map(|contribution| contribution.1)
    }

    /// The newest stamp in it.
    pub(crate) fn newest(&self) -> Option<Stamp> {
        let added = self.added.keys().next_back().copied();
        let described = self.described.as_ref().map(|(stamp, ..)| *stamp);
        [self.removed_until, added, described].into_iter().flatten().max()
    }

    /// Adds the older half up under its newest stamp once there are too many. A removal that arrives later than that and
    /// was made before it then takes none of them: more than sixty-four changes of one line between two removals is not
    /// what shoppers do, and keeping too much is the better mistake.
    fn fold(&mut self) {
        if self.added.len() <= CONTRIBUTIONS_MAX {
            return;
        }
        let Some(middle) = self.added.keys().nth(CONTRIBUTIONS_MAX / 2).copied() else { return };
        let newer = self.added.split_off(&middle);
        let older = std::mem::replace(&mut self.added, newer);
        let sum: i64 = older.values().map(|contribution| i64::from(contribution.0)).sum();
        let price = older.values().rev().find_map(|contribution| contribution.1);
        if let Some(last) = older.keys().next_back() {
            let pieces = i32::try_from(sum.clamp(-SUM_MAX, SUM_MAX)).unwrap_or(0);
            self.added.insert(*last, Contribution(pieces, price));
        }
    }
}

/// A map whose keys are no texts, as a list of pairs.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize as _, Serializer};

    use super::{Contribution, Stamp};

    pub(super) fn serialize<S: Serializer>(map: &BTreeMap<Stamp, Contribution>, to: S) -> Result<S::Ok, S::Error> {
        map.iter().collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Stamp, Contribution>, D::Error> {
        Ok(Vec::<(Stamp, Contribution)>::deserialize(from)?.into_iter().collect())
    }
}
