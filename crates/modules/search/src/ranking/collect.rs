//! One run over the index: match, filter, count facets, order, cut the page.

use super::cursor::Place;
use super::facets::Counts;
use super::filters::Compiled;
use super::groups::{Group, gather};
use super::matches::Found;
use super::rerank::{Candidate, business, rerank};
use super::weights::Weights;
use crate::index::{Row, Slot, Snapshot};
use crate::model::Sort;
use crate::query::Plan;

/// Candidates that get the second look.
const WINDOW: usize = 400;
/// With this many full matches, partial ones are not shown.
const FULL_MATCHES_ENOUGH: usize = 24;
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
#[derive(Debug, Clone, Default)]
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
    let mut counts = question.with_facets.then(|| Counts::new(snapshot, question.filters));
    let mut places = Vec::new();
    for (number, segment) in snapshot.segments.iter().enumerate() {
        for (document, row) in (0_u32..).zip(&segment.data.rows) {
            if segment.is_deleted(document) {
                continue;
            }
            let failed = question.filters.failures(segment, document, row);
            if let Some(counts) = counts.as_mut().filter(|_| failed.count_ones() <= 1) {
                counts.add((number, segment), document, row, failed);
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
    let mut groups = gather(snapshot, question.plan, weights);
    let least = sift(snapshot, question, &mut groups);
    let passing = groups.iter().filter(|group| group.has_passing());
    let best = passing.max_by(|a, b| a.score.total_cmp(&b.score));
    let (best_coverage, best_terms) = best.map_or((0.0, 0), |best| (best.coverage, anywhere(&best.found)));
    if question.plan.said(best_terms).is_empty() {
        // Parts of names and short forms, but nothing that the text says: no answer to it.
        return Outcome::default();
    }
    groups.retain(|group| least.holds(group));
    let counts = question.with_facets.then(|| count(snapshot, question.filters, &groups));
    let total = groups.iter().map(Group::passing_count).sum::<usize>();
    let mut hits = contenders(snapshot, question, groups);
    if question.sort == Sort::Relevance {
        look_again(snapshot, question.plan, weights, &mut hits);
    }
    let places = hits.iter().map(|hit| {
        let row = &snapshot.segments[hit.segment as usize].data.rows[hit.document as usize];
        (place(question.sort, row, hit.score), hit.score)
    });
    let (page, has_more) = cut(places.collect(), question);
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    Outcome { page, has_more, total, counts, best_coverage, best_terms }
}

fn count(snapshot: &Snapshot, filters: &Compiled, groups: &[Group]) -> Counts {
    let mut counts = Counts::new(snapshot, filters);
    for member in groups.iter().flat_map(|group| &group.members) {
        let number = member.segment as usize;
        counts.add((number, &snapshot.segments[number]), member.document, member.row(snapshot), member.failed);
    }
    counts
}

/// Takes out what fails more than one filter, or any where facets are not counted, and says what belongs to the answer.
/// With enough full matches nothing else is looked at.
fn sift(snapshot: &Snapshot, question: Question<'_>, groups: &mut Vec<Group>) -> Least {
    let failed_max = u32::from(question.with_facets);
    let is_full = |group: &Group| step(group.coverage) >= FULL_COVERAGE;
    let mut full = 0;
    for group in groups.iter_mut().filter(|group| is_full(group)) {
        full += group.sift(snapshot, question.filters, failed_max);
    }
    if full >= FULL_MATCHES_ENOUGH {
        groups.retain(is_full);
        return Least::full();
    }
    for group in groups.iter_mut().filter(|group| !is_full(group)) {
        group.sift(snapshot, question.filters, failed_max);
    }
    Least::of(groups, question.plan)
}

/// What the page is chosen from: for a first page by relevance the best [`WINDOW`], or else everything that passes.
fn contenders(snapshot: &Snapshot, question: Question<'_>, mut groups: Vec<Group>) -> Vec<Candidate> {
    groups.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.found.cmp(&b.found)));
    let is_first_page = question.sort == Sort::Relevance && question.after.is_none();
    let mut hits: Vec<Candidate> = Vec::new();
    for group in &groups {
        if is_first_page && hits.len() == WINDOW {
            break;
        }
        if is_first_page {
            hits.extend(group.best(snapshot, WINDOW - hits.len()));
        } else {
            hits.extend(group.passing(snapshot));
        }
    }
    hits
}

fn anywhere(found: &Found) -> u32 {
    found[..Slot::Exact as usize].iter().fold(0, |all, slot| all | slot)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 1")]
fn step(coverage: f32) -> usize {
    ((coverage * 100.0).round() as usize).min(COVERAGE_STEPS)
}

/// What of the matches belongs to the answer.
#[derive(Debug, Clone, Copy)]
struct Least {
    /// Coverage from which a match belongs to it.
    coverage: f32,
    /// Coverage from which a match of the right kind does.
    of_kind: f32,
}

impl Least {
    /// Full matches only.
    fn full() -> Self {
        let whole = share_of(FULL_COVERAGE);
        Self { coverage: whole, of_kind: whole }
    }

    /// With few full matches also everything of the right kind, or else the next best.
    fn of(groups: &[Group], plan: &Plan) -> Self {
        let mut steps = [0_usize; COVERAGE_STEPS + 1];
        let mut has_kind = false;
        for group in groups {
            let passing = group.passing_count();
            steps[step(group.coverage)] += passing;
            has_kind |= group.is_of_kind && passing > 0;
        }
        if let Some(kind) = plan.kind_coverage().filter(|_| has_kind) {
            let whole = share_of(FULL_COVERAGE);
            return Self { coverage: whole, of_kind: whole.min(kind * KIND_TOLERANCE) };
        }
        let least = next_best(&steps);
        Self { coverage: least, of_kind: least }
    }

    fn holds(self, group: &Group) -> bool {
        group.coverage >= if group.is_of_kind { self.of_kind } else { self.coverage }
    }
}

/// The lower end of a step of coverage.
#[expect(clippy::cast_precision_loss, reason = "at most 100 steps")]
fn share_of(step: usize) -> f32 {
    (step as f32 - 0.5) / 100.0
}

/// The coverage down to which there are enough candidates, but not far below the best.
fn next_best(steps: &[usize; COVERAGE_STEPS + 1]) -> f32 {
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

/// Gives the best [`WINDOW`] hits the second look, and a place above all others.
fn look_again(snapshot: &Snapshot, plan: &Plan, weights: &Weights, hits: &mut [Candidate]) {
    let window = WINDOW.min(hits.len());
    if window < hits.len() {
        // The order in which `contenders` takes them for a first page.
        hits.select_nth_unstable_by(window, |a, b| {
            let by_group = b.score.total_cmp(&a.score).then_with(|| a.found.cmp(&b.found));
            by_group.then_with(|| a.rank.cmp(&b.rank))
        });
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
