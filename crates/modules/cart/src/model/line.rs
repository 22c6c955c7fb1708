//! A line's state: contributions since its last removal, and its description.

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
    /// Additions after it, each stamp once and in their order. Most lines have one or two: a list, not a map.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    added: Vec<(Stamp, Contribution)>,
    /// The newest description.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(crate) described: Option<(Stamp, String, bool)>,
}

impl LineState {
    pub(crate) fn add(&mut self, stamp: Stamp, contribution: Contribution) {
        if self.removed_until.is_none_or(|removed| stamp > removed) {
            self.insert(stamp, contribution);
            if self.added.len() > CONTRIBUTIONS_MAX {
                self.fold();
            }
        }
    }

    pub(crate) fn remove(&mut self, stamp: Stamp) {
        if self.removed_until.is_none_or(|removed| stamp > removed) {
            self.removed_until = Some(stamp);
            self.added.retain(|(added, _)| *added > stamp);
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
        wanted(&self.added)
    }

    /// The line without the contributions that `is_known` tells.
    pub(crate) fn without(&self, is_known: impl Fn(&Stamp) -> bool) -> Self {
        let mut rest = self.clone();
        rest.added.retain(|(stamp, _)| !is_known(stamp));
        rest
    }

    /// What one piece cost at the newest addition that knew it.
    pub(crate) fn price(&self) -> Option<i64> {
        price(&self.added)
    }

    /// The newest stamp in it.
    pub(crate) fn newest(&self) -> Option<Stamp> {
        let added = self.added.last().map(|(stamp, _)| *stamp);
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
        if self.added.len() < 2 {
            return;
        }
        let newer = self.added.split_off(self.added.len().div_ceil(2));
        let older = std::mem::replace(&mut self.added, newer);
        if let Some((last, _)) = older.last() {
            let pieces = i32::try_from(wanted(&older)).unwrap_or(i32::MAX);
            self.added.insert(0, (*last, Contribution(pieces, price(&older))));
        }
    }

    /// When the oldest addition since the last removal was made.
    pub(crate) fn since(&self) -> Option<Stamp> {
        self.added.first().map(|(stamp, _)| *stamp)
    }

    fn insert(&mut self, stamp: Stamp, contribution: Contribution) {
        match self.added.binary_search_by_key(&stamp, |(added, _)| *added) {
            Ok(place) => self.added[place].1 = contribution,
            Err(place) => self.added.insert(place, (stamp, contribution)),
        }
    }
}

/// What contributions in the order of their stamps come to.
fn wanted(added: &[(Stamp, Contribution)]) -> i64 {
    added.iter().fold(0, |pieces, (_, contribution)| (pieces + i64::from(contribution.0)).clamp(0, SUM_MAX))
}

/// What one piece cost at the newest of them that knew it.
fn price(added: &[(Stamp, Contribution)]) -> Option<i64> {
    added.iter().rev().find_map(|(_, contribution)| contribution.1)
}
