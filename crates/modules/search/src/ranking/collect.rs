//! One run over the index: match, filter, count facets, order, cut the page.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::cursor::Place;
use super::facets::Counts;
use super::filters::Compiled;
use super::matches::{Found, visit_matches};
use super::rerank::{Candidate, business, rerank};
use super::weights::Weights;
use crate::index::{Row, Slot, Snapshot};
use crate::model::Sort;
use crate::query::Plan;

/// Candidates that get the second look.
const WINDOW: usize = 400;
/// With this many full matches, partial ones are not shown.
const FULL_MATCHES_ENOUGH: u32 = 24;
/// Steps of coverage that are told apart.
const COVERAGE_STEPS: usize = 100;
/// Coverage, in steps, that counts as the whole query.
const FULL_COVERAGE: usize = 94;
/// Partial matches must reach this share of the best coverage.
const PARTIAL_SHARE: f32 = 0.55;
/// With few full matches everything of the right kind belongs to the answer, said by synonyms too.
const KIND_TOLERANCE: f32 = 0.94;
/// Lifts candidates of the second look above all others.
const WINDOW_LIFT: f32 = 100.0;

/// What is asked of one run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'query> {
    /// The plan; empty for a listing.
    pub(crate) plan: &'query Plan,
    /// Filters.
    pub(crate) filters: &'query Compiled,
    /// Order.
    pub(crate) sort: Sort,
    /// Hits wanted.
    pub(crate) size: usize,
    /// The place after which the page starts.
    pub(crate) after: Option<Place>,
    /// Whether facets are counted.
    pub(crate) with_facets: bool,
}

/// The outcome of one run.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The page: places, products and scores.
    pub(crate) page: Vec<(Place, f32)>,
    /// Whether there is more behind it.
    pub(crate) has_more: bool,
    /// Products that match.
    pub(crate) total: u32,
    /// Facet counts, if asked.
    pub(crate) counts: Option<Counts>,
    /// Best share of the query that a passing product covers.
    pub(crate) best_coverage: f32,
    /// The plan's tokens in the best candidate, as bits.
    pub(crate) best_terms: u32,
}

/// Runs a question.
pub(crate) fn run(snapshot: &Snapshot, question: Question<'_>, weights: &Weights) -> Outcome {
    if question.plan.is_empty() {
        run_listing(snapshot, question, weights)
    } else {
        run_text(snapshot, question, weights)
    }
}

fn run_listing(snapshot: &Snapshot, question: Question<'_>, weights: &Weights) -> Outcome {
    let mut counts = question.with_facets.then(|| Counts::new(&snapshot.taxonomy, question.filters));
    let mut places = Vec::new();
    for segment in &snapshot.segments {
        for (document, row) in (0_u32..).zip(&segment.data.rows) {
            if segment.is_deleted(document) {
                continue;
            }
            let failed = question.filters.failures(segment, document, row);
            if let Some(counts) = counts.as_mut().filter(|_| failed.count_ones() <= 1) {
                counts.add(segment, document, row, failed);
            }
            if failed == 0 {
                places.push((place(question.sort, row, listing_score(row, weights)), 0.0));
            }
        }
    }
    let total = u32::try_from(places.len()).unwrap_or(u32::MAX);
    let (page, has_more) = cut(places, question);
    Outcome { page, has_more, total, counts, best_coverage: 1.0, best_terms: 0 }
}

/// What sells best first; the time of publication decides between equals.
#[expect(clippy::cast_precision_loss, reason = "scores are approximate")]
fn listing_score(row: &Row, weights: &Weights) -> f32 {
    business(row, weights) + (row.published / 86_400_000) as f32 * 1e-7
}

fn run_text(snapshot: &Snapshot, question: Question<'_>, weights: &Weights) -> Outcome {
    let mut candidates = gather(snapshot, question, weights);
    let best = candidates.iter().filter(|(_, failed)| *failed == 0).max_by(|a, b| a.0.score.total_cmp(&b.0.score));
    let (best_coverage, best_terms) = best.map_or((0.0, 0), |(best, _)| (best.coverage, anywhere(&best.found)));
    let answer = Answer::of(&candidates, question.plan);
    candidates.retain(|(candidate, _)| answer.holds(candidate));
    let counts = question.with_facets.then(|| {
        let mut counts = Counts::new(&snapshot.taxonomy, question.filters);
        for (candidate, failed) in &candidates {
            let segment = &snapshot.segments[candidate.segment];
            let row = &segment.data.rows[candidate.document as usize];
            counts.add(segment, candidate.document, row, *failed);
        }
        counts
    });
    let mut hits: Vec<Candidate> =
        candidates.into_iter().filter(|(_, failed)| *failed == 0).map(|(candidate, _)| candidate).collect();
    let total = u32::try_from(hits.len()).unwrap_or(u32::MAX);
    if question.sort == Sort::Relevance {
        look_again(snapshot, question.plan, weights, &mut hits);
    }
    let places = hits.iter().map(|hit| {
        let row = &snapshot.segments[hit.segment].data.rows[hit.document as usize];
        (place(question.sort, row, hit.score), hit.score)
    });
    let (page, has_more) = cut(places.collect(), question);
    Outcome { page, has_more, total, counts, best_coverage, best_terms }
}

fn anywhere(found: &Found) -> u32 {
    found[..Slot::Exact as usize].iter().fold(0, |all, slot| all | slot)
}

/// Hashes where tokens are found: seven small numbers that nobody outside chooses, so speed is all that counts.
#[derive(Debug, Default)]
struct FoundHasher(u64);

impl Hasher for FoundHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// Every matching document that fails at most one filter, with its first score.
fn gather(snapshot: &Snapshot, question: Question<'_>, weights: &Weights) -> Vec<(Candidate, u32)> {
    let mut known: HashMap<Found, (f32, f32, bool), BuildHasherDefault<FoundHasher>> = HashMap::default();
    let mut gathered = Vec::new();
    for (number, segment) in snapshot.segments.iter().enumerate() {
        visit_matches(segment, question.plan, |document, found| {
            let row = &segment.data.rows[document as usize];
            let failed = question.filters.failures(segment, document, row);
            if failed.count_ones() > 1 || (failed != 0 && !question.with_facets) {
                return;
            }
            let (coverage, score, is_of_kind) =
                *known.entry(*found).or_insert_with(|| first_score(question.plan, found, weights));
            let tie = u64::from(row.in_stock()) << 32 | u64::from(row.sold);
            let candidate = Candidate { segment: number, document, found: *found, coverage, is_of_kind, tie, score };
            gathered.push((candidate, failed));
        });
    }
    gathered
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 1")]
fn step(coverage: f32) -> usize {
    ((coverage * 100.0).round() as usize).min(COVERAGE_STEPS)
}

/// Which candidates belong to the answer.
#[derive(Debug, Clone, Copy)]
struct Answer {
    /// Coverage from which a candidate belongs to it.
    least: f32,
    /// Coverage from which a candidate of the right kind does.
    least_of_kind: f32,
}

impl Answer {
    /// The full matches; with few of them everything of the right kind, or else the next best.
    fn of(candidates: &[(Candidate, u32)], plan: &Plan) -> Self {
        let mut steps = [0_u32; COVERAGE_STEPS + 1];
        let mut of_kind = 0;
        for (candidate, _) in candidates.iter().filter(|(_, failed)| *failed == 0) {
            steps[step(candidate.coverage)] += 1;
            of_kind += u32::from(candidate.is_of_kind);
        }
        let full: u32 = steps[FULL_COVERAGE..].iter().sum();
        let whole = share_of(FULL_COVERAGE);
        if full >= FULL_MATCHES_ENOUGH {
            return Self { least: whole, least_of_kind: whole };
        }
        if let Some(kind) = plan.kind_coverage().filter(|_| of_kind > 0) {
            return Self { least: whole, least_of_kind: whole.min(kind * KIND_TOLERANCE) };
        }
        let least = next_best(&steps);
        Self { least, least_of_kind: least }
    }

    fn holds(self, candidate: &Candidate) -> bool {
        candidate.coverage >= if candidate.is_of_kind { self.least_of_kind } else { self.least }
    }
}

/// The lower end of a step of coverage.
#[expect(clippy::cast_precision_loss, reason = "at most 100 steps")]
fn share_of(step: usize) -> f32 {
    (step as f32 - 0.5) / 100.0
}

/// The coverage down to which there are enough candidates, but not far below the best.
fn next_best(steps: &[u32; COVERAGE_STEPS + 1]) -> f32 {
    let Some(best) = steps.iter().rposition(|count| *count > 0) else { return 0.0 };
    let floor = share_of(best) * PARTIAL_SHARE;
    let mut gathered = 0;
    for at in (0..=best).rev() {
        gathered += steps[at];
        if gathered >= FULL_MATCHES_ENOUGH {
            return floor.max(share_of(at));
        }
    }
    floor
}

fn look_again(snapshot: &Snapshot, plan: &Plan, weights: &Weights, hits: &mut [Candidate]) {
    let window = WINDOW.min(hits.len());
    let id = |hit: &Candidate| snapshot.segments[hit.segment].data.rows[hit.document as usize].id;
    let better = |a: &Candidate, b: &Candidate| {
        b.score.total_cmp(&a.score).then_with(|| b.tie.cmp(&a.tie)).then_with(|| id(a).cmp(&id(b)))
    };
    if window < hits.len() {
        hits.select_nth_unstable_by(window, better);
    }
    rerank(snapshot, plan, weights, &mut hits[..window]);
    for hit in &mut hits[..window] {
        hit.score += WINDOW_LIFT;
    }
}

fn place(sort: Sort, row: &Row, score: f32) -> Place {
    let value = match sort {
        Sort::Relevance => descending(score),
        Sort::Newest => u64::MAX - row.published,
        Sort::PriceAscending => row.price,
        Sort::PriceDescending => u64::MAX - row.price,
        Sort::BestSelling => u64::MAX - u64::from(row.sold),
        Sort::Rating => u64::MAX - (u64::from(row.rating) << 32 | u64::from(row.reviews)),
        Sort::Discount => u64::MAX - row.discount(),
    };
    Place { value, id: row.id }
}

/// A number that grows while the score falls. Scores are not negative enough to matter below zero.
fn descending(score: f32) -> u64 {
    u64::from(u32::MAX - score.max(0.0).to_bits())
}

/// The page behind the cursor, in order.
fn cut(mut places: Vec<(Place, f32)>, question: Question<'_>) -> (Vec<(Place, f32)>, bool) {
    if let Some(after) = question.after {
        places.retain(|(place, _)| *place > after);
    }
    let has_more = places.len() > question.size;
    if has_more {
        places.select_nth_unstable_by_key(question.size, |(place, _)| *place);
        places.truncate(question.size);
    }
    places.sort_unstable_by_key(|(place, _)| *place);
    (places, has_more)
}
