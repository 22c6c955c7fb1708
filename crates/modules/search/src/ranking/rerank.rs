//! The second look at the best candidates: where in the title the words stand, and in which category such titles are.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::matches::Found;
use super::weights::Weights;
use crate::analysis::{TITLE_TOKENS_MAX, hash};
use crate::index::{Row, SegmentView, Slot, Snapshot};
use crate::query::Plan;

/// Words behind which an accessory names the thing it is for.
pub(crate) const FOR_WORDS: &[&str] = &["cho", "for"];
/// Words that make another model of the same series.
pub(crate) const SERIES_WORDS: &[&str] =
    &["pro", "max", "plus", "mini", "ultra", "lite", "fe", "se", "air", "fold", "flip"];
/// Words with which accessories and spare parts begin.
const ACCESSORY_WORDS: &[&str] = &["op", "case", "cover", "skin", "decal"];
/// The same in two words, of which one alone can be anything.
const ACCESSORY_PHRASES: &[(&str, &str)] = &[
    ("bao", "da"),
    ("mieng", "dan"),
    ("tam", "dan"),
    ("dan", "man"),
    ("cuong", "luc"),
    ("linh", "kien"),
    ("thay", "the"),
    ("day", "deo"),
    ("phu", "kien"),
    ("bao", "dung"),
    ("hop", "dung"),
    ("tui", "dung"),
    ("vo", "bao"),
    ("gia", "do"),
];
/// Tokens of a title among which they are looked for.
const ACCESSORY_TOKENS: usize = 5;
/// Closeness of a title that puts the kind or the brand first, in the category where such things are.
const AT_HOME_CLOSENESS: f32 = 0.9;
/// Coverage from which a candidate tells something about where the thing belongs.
const TELLING_COVERAGE: f32 = 0.95;
/// Share of the titles that begin with the thing from which a category counts fully.
const AFFINITY_FULL: f32 = 0.4;

/// A document to look at again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// Number of the segment.
    pub(crate) segment: u32,
    /// Number of the document.
    pub(crate) document: u32,
    /// Where the plan's tokens are in it.
    pub(crate) found: Found,
    /// Share of the query it covers.
    pub(crate) coverage: f32,
    /// Decides between equal scores of the first look.
    pub(crate) rank: Rank,
    /// Score of the first look, then of the second.
    pub(crate) score: f32,
}

/// The order of what matches alike: what can be bought, what sold most, then the product's id. The least comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(Reverse<(bool, u32)>, u128);

impl Rank {
    /// The rank of a product.
    pub(crate) fn of(row: &Row) -> Self {
        Self(Reverse((row.in_stock(), row.sold)), row.id)
    }
}

/// The plan's tokens as the columns hold them.
struct Needles {
    units: Vec<UnitNeedle>,
    series: Vec<u32>,
    accessory_words: Vec<u32>,
    accessory_phrases: Vec<(u32, u32)>,
    for_words: Vec<u32>,
    /// Neighbours in typed order.
    pairs: Vec<(u32, u32)>,
}

struct UnitNeedle {
    /// For each way to say it: its bits and its hashes.
    ways: Vec<(u32, Vec<u32>)>,
}

/// What a title says.
#[derive(Debug, Clone, Copy, Default)]
struct Reading {
    /// Tokens before the first mention; the title's length when there is none.
    first: usize,
    is_mentioned: bool,
    is_accessory: bool,
    adjacency: f32,
    other_series: u8,
    has_accessory_word: bool,
}

/// Adds to each candidate's score what its title and category say.
pub(crate) fn rerank(snapshot: &Snapshot, plan: &Plan, weights: &Weights, candidates: &mut [Candidate]) {
    let needles = Needles::new(plan);
    let mut title = Vec::with_capacity(TITLE_TOKENS_MAX);
    let mut leaves: HashMap<u32, f32> = HashMap::new();
    let mut readings = Vec::with_capacity(candidates.len());
    for candidate in candidates.iter() {
        let segment = &snapshot.segments[candidate.segment as usize];
        segment.data.title_hashes(candidate.document, &mut title);
        let reading = needles.read(&title, candidate.found[Slot::Name as usize]);
        let row = &segment.data.rows[candidate.document as usize];
        if reading.is_mentioned && reading.first == 0 && candidate.coverage >= TELLING_COVERAGE {
            *leaves.entry(segment.leaf(row)).or_default() += 1.0;
        }
        readings.push(reading);
    }
    let telling: f32 = leaves.values().sum::<f32>().max(1.0);
    for (candidate, reading) in candidates.iter_mut().zip(&readings) {
        let segment = &snapshot.segments[candidate.segment as usize];
        let row = &segment.data.rows[candidate.document as usize];
        let share = leaves.get(&segment.leaf(row)).copied().unwrap_or(0.0) / telling;
        candidate.score += title_score(reading, share, weights)
            + weights.spec * spec_share(snapshot, plan, segment, candidate.document)
            + weights.affinity * (share / AFFINITY_FULL).min(1.0)
            + category_score(plan, segment, candidate, weights)
            + brand_score(plan, segment, row, weights)
            + business(row, weights);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a title has at most 24 tokens")]
fn title_score(reading: &Reading, share: f32, weights: &Weights) -> f32 {
    let mut closeness = if reading.is_mentioned { 1.0 / (1.0 + 0.5 * reading.first as f32) } else { 0.35 };
    let is_accessory = reading.is_accessory || reading.has_accessory_word;
    if reading.is_mentioned && share >= AFFINITY_FULL && !is_accessory {
        closeness = closeness.max(AT_HOME_CLOSENESS);
    }
    let cost = |applies: bool, cost: f32| if applies { cost } else { 0.0 };
    weights.head * closeness + weights.adjacency * reading.adjacency
        - cost(reading.is_accessory, weights.accessory)
        - cost(reading.has_accessory_word, weights.accessory_word)
        - weights.other_series * f32::from(reading.other_series.min(3))
}

/// Between 1, when the product has every measure of the text among its values, and -1, when it has others instead.
#[expect(clippy::cast_precision_loss, reason = "a query has few measures")]
fn spec_share(snapshot: &Snapshot, plan: &Plan, segment: &SegmentView, document: u32) -> f32 {
    if plan.specs.is_empty() {
        return 0.0;
    }
    let names = &snapshot.taxonomy.facets;
    let values = segment.data.facets.of(document).iter().map(|local| segment.facets[*local as usize]);
    let fits = plan.specs.iter().map(|wanted| {
        let has_key = |value: u32| wanted.iter().any(|other| names[*other as usize].key == names[value as usize].key);
        if values.clone().any(|value| wanted.contains(&value)) {
            1.0
        } else if values.clone().any(has_key) {
            -1.0
        } else {
            0.0
        }
    });
    fits.sum::<f32>() / plan.specs.len() as f32
}

/// Being of the named kind; a partial match of another kind loses to one of the right kind.
fn category_score(plan: &Plan, segment: &SegmentView, candidate: &Candidate, weights: &Weights) -> f32 {
    if plan.categories.is_empty() {
        return 0.0;
    }
    let share = category_share(plan, segment, candidate.document);
    let is_other_kind = share == 0.0 && candidate.coverage < TELLING_COVERAGE;
    weights.category * share - if is_other_kind { weights.other_kind } else { 0.0 }
}

fn category_share(plan: &Plan, segment: &SegmentView, document: u32) -> f32 {
    let path = segment.data.categories.of(document);
    let named = path.iter().rev().position(|local| plan.categories.contains(&segment.categories[*local as usize]));
    match named {
        Some(0) => 1.0,
        Some(_) => 0.6,
        None => 0.0,
    }
}

fn brand_score(plan: &Plan, segment: &SegmentView, row: &Row, weights: &Weights) -> f32 {
    match plan.brand {
        Some(brand) if segment.brand(row) == brand => weights.brand,
        _ => 0.0,
    }
}

/// What sells: small enough to decide only between equals.
#[expect(clippy::cast_precision_loss, reason = "scores are approximate")]
pub(crate) fn business(row: &Row, weights: &Weights) -> f32 {
    let yes = |condition: bool| if condition { 1.0 } else { 0.0 };
    let sold = ((1.0 + row.sold as f32).ln() / 12.0).min(1.0);
    weights.stock * yes(row.in_stock())
        + weights.sold * sold
        + weights.rating * f32::from(row.rating) / 500.0
        + weights.featured * yes(row.is_featured())
}

impl Needles {
    fn new(plan: &Plan) -> Self {
        let hash_of = |term: &u8| hash(&plan.terms[usize::from(*term)].text);
        let telling = plan.units.iter().filter(|unit| !unit.is_filler);
        let needle = |unit: &crate::query::Unit| UnitNeedle {
            ways: unit.alternatives.iter().map(|way| (way.mask, way.terms.iter().map(hash_of).collect())).collect(),
        };
        let typed: Vec<u32> = plan.units.iter().flat_map(|unit| &unit.alternatives[0].terms).map(hash_of).collect();
        let is_untyped = |word: &str| !plan.terms.iter().any(|term| term.text == word);
        Self {
            units: telling.map(needle).collect(),
            series: SERIES_WORDS.iter().filter(|word| is_untyped(word)).map(|word| hash(word)).collect(),
            accessory_words: ACCESSORY_WORDS.iter().filter(|word| is_untyped(word)).map(|word| hash(word)).collect(),
            accessory_phrases: ACCESSORY_PHRASES
                .iter()
                .filter(|(first, second)| is_untyped(first) || is_untyped(second))
                .map(|(first, second)| (hash(first), hash(second)))
                .collect(),
            for_words: FOR_WORDS.iter().map(|word| hash(word)).collect(),
            pairs: typed.windows(2).map(|pair| (pair[0], pair[1])).collect(),
        }
    }

    fn read(&self, title: &[u32], name: u32) -> Reading {
        let mentions = self.units.iter().filter_map(|unit| unit.first_mention(title, name));
        let first = mentions.min();
        let before = &title[..first.unwrap_or(0)];
        let adjacent = self.pairs.iter().filter(|(a, b)| title.windows(2).any(|pair| pair[0] == *a && pair[1] == *b));
        let series = title.iter().filter(|token| self.series.contains(token)).count();
        Reading {
            first: first.unwrap_or(title.len()),
            is_mentioned: first.is_some(),
            is_accessory: before.iter().any(|token| self.for_words.contains(token)),
            adjacency: share(adjacent.count(), self.pairs.len()),
            other_series: u8::try_from(series).unwrap_or(u8::MAX),
            has_accessory_word: self.begins_as_accessory(title),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 1.0 } else { part as f32 / whole as f32 }
}

impl Needles {
    fn begins_as_accessory(&self, title: &[u32]) -> bool {
        let start = &title[..title.len().min(ACCESSORY_TOKENS)];
        start.iter().any(|token| self.accessory_words.contains(token))
            || start.windows(2).any(|pair| self.accessory_phrases.contains(&(pair[0], pair[1])))
    }
}

impl UnitNeedle {
    /// Tokens before the first complete mention of the unit.
    fn first_mention(&self, title: &[u32], name: u32) -> Option<usize> {
        let complete = self.ways.iter().filter(|(mask, _)| mask & !name == 0);
        let places =
            complete.filter_map(|(_, way)| title.windows(way.len()).position(|window| window == way.as_slice()));
        places.min()
    }
}
