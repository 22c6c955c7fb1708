//! Matches in groups: documents in which the plan's tokens stand in the same places share coverage and first score.
//!
//! Most of the work is so done once for each of a few dozen groups, and rows are read only of groups that may come into
//! the answer.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::filters::Compiled;
use super::matches::{Found, visit_matches};
use super::rerank::{Candidate, Rank};
use super::weights::Weights;
use crate::index::{Row, Slot, Snapshot};
use crate::query::Plan;

/// Documents that match alike.
pub(crate) struct Group {
    /// Where the plan's tokens are in them.
    pub(crate) found: Found,
    /// Share of the query that they cover.
    pub(crate) coverage: f32,
    /// The first score.
    pub(crate) score: f32,
    /// Whether they are of the kind that the text names.
    pub(crate) is_of_kind: bool,
    /// The documents.
    pub(crate) members: Vec<Member>,
}

/// A document of a group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// Number of the segment.
    pub(crate) segment: u32,
    /// Number of the document.
    pub(crate) document: u32,
    /// The filters that it fails, as bits; known once it was sifted.
    pub(crate) failed: u32,
}

impl Member {
    const fn passes(self) -> bool {
        self.failed == 0
    }

    /// What filters and orders need of it.
    pub(crate) fn row(self, snapshot: &Snapshot) -> &Row {
        &snapshot.segments[self.segment as usize].data.rows[self.document as usize]
    }
}

/// Every matching document, in groups.
pub(crate) fn gather(snapshot: &Snapshot, plan: &Plan, weights: &Weights) -> Vec<Group> {
    let mut known: HashMap<Pattern, usize, BuildHasherDefault<PatternHasher>> = HashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for (segment, view) in (0_u32..).zip(&snapshot.segments) {
        visit_matches(view, plan, |document, found| {
            let at = *known.entry(Pattern(*found)).or_insert_with(|| {
                groups.push(Group::new(plan, found, weights));
                groups.len() - 1
            });
            groups[at].members.push(Member { segment, document, failed: 0 });
        });
    }
    groups
}

impl Group {
    fn new(plan: &Plan, found: &Found, weights: &Weights) -> Self {
        let (coverage, score, is_of_kind) = first_score(plan, found, weights);
        Self { found: *found, coverage, score, is_of_kind, members: Vec::new() }
    }

    /// Takes out members that fail more than `failed_max` filters; how many of the others fail none.
    pub(crate) fn sift(&mut self, snapshot: &Snapshot, filters: &Compiled, failed_max: u32) -> usize {
        if filters.is_open() {
            return self.members.len();
        }
        self.members.retain_mut(|member| {
            let segment = &snapshot.segments[member.segment as usize];
            member.failed = filters.failures(segment, member.document, member.row(snapshot));
            member.failed.count_ones() <= failed_max
        });
        self.passing_count()
    }

    /// Whether some member passes the filters.
    pub(crate) fn has_passing(&self) -> bool {
        self.members.iter().any(|member| member.passes())
    }

    /// How many members pass the filters.
    pub(crate) fn passing_count(&self) -> usize {
        self.members.iter().filter(|member| member.passes()).count()
    }

    /// The members that pass the filters.
    pub(crate) fn passing(&self, snapshot: &Snapshot) -> impl Iterator<Item = Candidate> {
        let passing = self.members.iter().filter(|member| member.passes());
        passing.map(|member| self.candidate(*member, Rank::of(member.row(snapshot))))
    }

    /// The `count` first of them by rank.
    pub(crate) fn best(&self, snapshot: &Snapshot, count: usize) -> impl Iterator<Item = Candidate> {
        let mut best: BinaryHeap<(Rank, Reverse<usize>)> = BinaryHeap::with_capacity(count.min(self.members.len()));
        for (at, member) in self.members.iter().enumerate().filter(|(_, member)| member.passes()) {
            if best.len() < count {
                best.push((Rank::of(member.row(snapshot)), Reverse(at)));
            } else if let Some(mut worst) = best.peek_mut() {
                let rank = Rank::of(member.row(snapshot));
                if rank < worst.0 {
                    *worst = (rank, Reverse(at));
                }
            }
        }
        best.into_iter().map(|(rank, Reverse(at))| self.candidate(self.members[at], rank))
    }

    const fn candidate(&self, member: Member, rank: Rank) -> Candidate {
        Candidate {
            segment: member.segment,
            document: member.document,
            found: self.found,
            coverage: self.coverage,
            rank,
            score: self.score,
        }
    }
}

/// Coverage and first score: a function of where the tokens are, so documents alike share it.
fn first_score(plan: &Plan, found: &Found, weights: &Weights) -> (f32, f32, bool) {
    let in_slot = |slot: Slot| found[slot as usize];
    let name = in_slot(Slot::Name);
    let strong = name | in_slot(Slot::Leaf) | in_slot(Slot::Brand);
    let weak = in_slot(Slot::Path) | in_slot(Slot::Sheet) | in_slot(Slot::Prose);
    let coverage = plan.coverage(strong, weak, weights.weak_share);
    let mut score = weights.coverage * coverage
        + weights.name * plan.coverage(name | in_slot(Slot::Brand), 0, 0.0)
        + weights.leaf * plan.coverage(in_slot(Slot::Leaf), 0, 0.0);
    let digits = plan.terms.iter().enumerate().filter(|(_, term)| term.has_digit);
    let digits = digits.fold(0_u32, |mask, (at, _)| mask | 1 << at);
    if digits != 0 {
        let found = bits((name | in_slot(Slot::Sheet)) & digits) / bits(digits);
        score += weights.numbers * found * plan.word_coverage(strong, digits);
    }
    let marked = plan.terms.iter().enumerate().filter(|(_, term)| term.exact.is_some());
    let marked = marked.fold(0_u32, |mask, (at, _)| mask | 1 << at) & name;
    if marked != 0 {
        score -= weights.exact * bits(marked & !in_slot(Slot::Exact)) / bits(marked);
    }
    (coverage, score, plan.is_of_kind(name, in_slot(Slot::Leaf), in_slot(Slot::Exact)))
}

#[expect(clippy::cast_precision_loss, reason = "at most 32 bits")]
fn bits(mask: u32) -> f32 {
    mask.count_ones() as f32
}

/// Where the tokens of a plan are, as a key.
#[derive(PartialEq, Eq)]
struct Pattern(Found);

/// An odd number without a pattern: the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [name, leaf, path, brand, sheet, prose, exact] = self.0.map(u64::from);
        // The four products do not wait for each other.
        let words = [name | leaf << 32, path | brand << 32, sheet | prose << 32, exact];
        let [a, b, c, d] = words.map(|word| word.wrapping_mul(SPREAD));
        state.write_u64(a ^ b.rotate_left(17) ^ c.rotate_left(31) ^ d.rotate_left(47));
    }
}

/// Takes the hash that a [`Pattern`] has made: it is made of small numbers that nobody outside chooses, so that speed is
/// all that counts.
#[derive(Debug, Default)]
struct PatternHasher(u64);

impl Hasher for PatternHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(SPREAD);
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = word ^ word >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
