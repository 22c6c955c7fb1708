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
            if self.added.len() > CONTRIBUTIONS_MAX {
                self.fold();
            }
        }
    }

    pub(crate) fn remove(&mut self, stamp: Stamp) {
        if self.removed_until.is_none_or(|removed| stamp > removed) {
            self.removed_until = Some(stamp);
            self.added.retain(|added, _| *added > stamp);
            self.described.take_if(|(described, ..)| *described <= stamp);
        }
    }

    pub(crate) fn describe(&mut self, stamp: Stamp, note: String, is_saved: bool) {
        let newest = self.described.as_ref().map(|(newest, ..)| *newest).max(self.removed_until);
        if newest.is_none_or(|newest| stamp > newest) {
            self.described = Some((stamp, note, is_saved));
        }
    }

    /// What somebody wants of it: what was added since the last removal, in the order of stamps, never less than nothing
    /// on the way. So two devices that both lowered it leave no debt that would swallow what is added later.
    pub(crate) fn wanted(&self) -> i64 {
        wanted(self.added.values())
    }

    /// The line without the contributions that `is_known` tells.
    pub(crate) fn without(&self, is_known: impl Fn(&Stamp) -> bool) -> Self {
        let mut rest = self.clone();
        rest.added.retain(|stamp, _| !is_known(stamp));
        rest
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

    /// Contributions that are kept apart.
    pub(crate) fn weight(&self) -> usize {
        self.added.len()
    }

    /// Adds the older half up under its newest stamp. A removal that arrives later than that and
    /// was made before it then takes none of them: more than sixty-four changes of one line between two removals is not
    /// what shoppers do, and keeping too much is the better mistake.
    pub(crate) fn fold(&mut self) {
        let Some(middle) = self.added.keys().nth(self.added.len().div_ceil(2)).copied() else { return };
        let newer = self.added.split_off(&middle);
        let older = std::mem::replace(&mut self.added, newer);
        let price = older.values().rev().find_map(|contribution| contribution.1);
        if let Some(last) = older.keys().next_back() {
            let pieces = i32::try_from(wanted(older.values())).unwrap_or(i32::MAX);
            self.added.insert(*last, Contribution(pieces, price));
        }
    }
}

/// What contributions in the order of their stamps come to.
fn wanted<'a>(contributions: impl Iterator<Item = &'a Contribution>) -> i64 {
    contributions.fold(0, |pieces, contribution| (pieces + i64::from(contribution.0)).clamp(0, SUM_MAX))
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
