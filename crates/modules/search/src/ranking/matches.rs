//! Matching: which tokens of a plan a document holds, and where.

use std::cell::RefCell;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, TERMINATED};

use crate::index::{SLOTS, SegmentView, Slot};
use crate::query::Plan;

/// For each slot, the plan's tokens found there, as bits.
pub(crate) type Found = [u32; SLOTS];

thread_local! {
    /// One array a thread, reused: clearing what was touched is cheaper than allocating for each query.
    static SCRATCH: RefCell<Vec<Found>> = const { RefCell::new(Vec::new()) };
}

/// From this share of a segment on, one document in so many, walking over all of it in order is faster than jumping
/// from match to match.
const DENSE: usize = 16;

/// Calls `visit` for every living document of a segment that holds a token of the plan.
pub(crate) fn visit_matches(segment: &SegmentView, plan: &Plan, mut visit: impl FnMut(DocId, &Found)) {
    SCRATCH.with_borrow_mut(|scratch| {
        scratch.resize(scratch.len().max(segment.data.rows.len()), [0; SLOTS]);
        let touched = mark_tokens(segment, plan, scratch);
        let mut take = |document: DocId, found: &mut Found| {
            let found = std::mem::take(found);
            if !segment.is_deleted(document) {
                visit(document, &found);
            }
        };
        if touched.len() * DENSE < segment.data.rows.len() {
            for document in touched {
                take(document, &mut scratch[document as usize]);
            }
        } else {
            let all = (0..).zip(scratch.iter_mut());
            all.filter(|(_, found)| **found != [0; SLOTS]).for_each(|(document, found)| take(document, found));
        }
    });
}

fn mark_tokens(segment: &SegmentView, plan: &Plan, scratch: &mut [Found]) -> Vec<DocId> {
    let mut touched = Vec::new();
    for (number, term) in plan.terms.iter().enumerate() {
        let bit = 1_u32 << number;
        for slot in 0..if plan.titles_only { 1 } else { SLOTS } {
            // A title without marks says nothing against a word with marks, so it counts as written the same way.
            let is_exact = slot == Slot::Exact as usize;
            let written = [term.exact.as_ref().filter(|_| is_exact), Some(&term.text)];
            for token in written.into_iter().flatten().filter(|_| !is_exact || term.exact.is_some()) {
                mark_token(segment, slot, token, |document| {
                    let found = &mut scratch[document as usize];
                    if *found == [0; SLOTS] {
                        touched.push(document);
                    }
                    found[slot] |= bit;
                });
            }
        }
    }
    touched
}

fn mark_token(segment: &SegmentView, slot: usize, token: &str, mut mark: impl FnMut(DocId)) {
    let reader = segment.data.slot(slot);
    let Ok(Some(info)) = reader.terms().get(token) else { return };
    let Ok(mut postings) = reader.read_postings_from_terminfo(&info, IndexRecordOption::Basic) else { return };
    let mut document = postings.doc();
    while document != TERMINATED {
        mark(document);
        document = postings.advance();
    }
}
