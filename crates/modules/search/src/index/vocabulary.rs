//! What the shop's own words say: how often a token or a pair of neighbours occurs, and which tokens look alike.

use std::collections::HashMap;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, Term};
use tantivy::termdict::TermDictionary;

use super::frequent::{FREQUENT_MIN, Frequent};
use super::schema::{SEPARATOR, Slot};
use super::segment::SegmentView;

/// Look-alikes that are considered for one token.
const SIMILAR_MAX: usize = 400;
/// Terms of a dictionary that are looked at where too few frequent ones have a beginning.
const RARE_SCANNED_MAX: usize = 200;
/// Slots whose words count as the shop's language.
const WORD_SLOTS: [Slot; 3] = [Slot::Name, Slot::Leaf, Slot::Brand];

/// The term dictionaries of a snapshot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vocabulary<'index> {
    segments: &'index [SegmentView],
}

impl<'index> Vocabulary<'index> {
    /// The dictionaries of `segments`.
    pub(crate) const fn new(segments: &'index [SegmentView]) -> Self {
        Self { segments }
    }

    /// Documents whose title, category or brand holds `token`; the largest of the three.
    pub(crate) fn count(&self, token: &str) -> u32 {
        WORD_SLOTS.iter().map(|slot| self.count_in(*slot, token)).max().unwrap_or(0)
    }

    /// Documents that hold `token` anywhere, descriptions too.
    pub(crate) fn count_anywhere(&self, token: &str) -> u32 {
        let others = [Slot::Path, Slot::Sheet, Slot::Prose].iter().map(|slot| self.count_in(*slot, token)).max();
        self.count(token).max(others.unwrap_or(0))
    }

    /// Documents whose `slot` holds `token`.
    pub(crate) fn count_in(&self, slot: Slot, token: &str) -> u32 {
        let counts = self.segments.iter().map(|segment| {
            let info = segment.data.slot(slot as usize).terms().get(token);
            info.ok().flatten().map_or(0, |info| info.doc_freq)
        });
        counts.sum()
    }

    /// Documents whose title or leaf category holds `first` right before `second`.
    pub(crate) fn pair(&self, first: &str, second: &str) -> u32 {
        let key = format!("{first}_{second}");
        let counts = self.segments.iter().map(|segment| {
            let info = segment.data.pairs().terms().get(&key);
            info.ok().flatten().map_or(0, |info| info.doc_freq)
        });
        counts.sum()
    }

    /// Title words within `distance` edits of `token`, with their counts.
    pub(crate) fn similar(&self, token: &str, distance: u8) -> Vec<(String, u32)> {
        let query = FuzzyTermQuery::new(Term::from_field_text(Field::from_field_id(0), token), distance, true);
        let mut found: HashMap<String, u32> = HashMap::new();
        for segment in self.segments {
            for slot in [Slot::Name, Slot::Brand] {
                let Ok(automaton) = query.automaton() else { return Vec::new() };
                let terms = segment.data.slot(slot as usize).terms();
                let Ok(mut stream) = terms.search(automaton).into_stream() else { continue };
                while stream.advance() && found.len() < SIMILAR_MAX {
                    let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
                    *found.entry(term.to_owned()).or_default() += stream.value().doc_freq;
                }
            }
        }
        found.remove(token);
        found.into_iter().collect()
    }

    /// Title words that begin with `beginning`, most frequent first.
    pub(crate) fn completions(&self, beginning: &str, limit: usize) -> Vec<(String, u32)> {
        let terms = |segment: &'index SegmentView| segment.data.slot(Slot::Name as usize).terms();
        self.behind(beginning, limit, |segment| &segment.data.frequent_words, terms)
    }

    /// Beginnings of titles (folded, separator, readable) that begin with `beginning`, most frequent first.
    pub(crate) fn heads(&self, beginning: &str, limit: usize) -> Vec<(String, u32)> {
        let terms = |segment: &'index SegmentView| segment.data.heads().terms();
        self.behind(beginning, limit, |segment| &segment.data.frequent_heads, terms)
    }

    /// The most frequent writing of a title's beginning, given folded.
    pub(crate) fn head_as_written(&self, folded: &str) -> Option<String> {
        let found = self.heads(&format!("{folded}{SEPARATOR}"), 1).into_iter().next();
        found.and_then(|(term, _)| term.split_once(SEPARATOR).map(|(_, readable)| readable.to_owned()))
    }

    /// Terms that several documents share; where they are too few, also terms of a single one.
    fn behind(
        &self,
        beginning: &str,
        limit: usize,
        frequent: impl Fn(&'index SegmentView) -> &'index Frequent,
        terms: impl Fn(&'index SegmentView) -> &'index TermDictionary,
    ) -> Vec<(String, u32)> {
        let mut found: HashMap<&str, u32> = HashMap::new();
        for (term, count) in self.segments.iter().flat_map(|segment| frequent(segment).behind(beginning)) {
            *found.entry(term).or_default() += count;
        }
        let mut best: Vec<(&str, u32)> = found.into_iter().collect();
        if best.len() > limit {
            best.select_nth_unstable_by(limit, most_frequent_first);
            best.truncate(limit);
        }
        best.sort_unstable_by(most_frequent_first);
        let mut best: Vec<(String, u32)> = best.into_iter().map(|(term, count)| (term.to_owned(), count)).collect();
        if best.len() < limit {
            let rare = self.segments.iter().flat_map(|segment| rare_behind(terms(segment), beginning));
            let mut rare: Vec<(String, u32)> = rare.collect();
            rare.sort_unstable();
            rare.dedup();
            rare.retain(|(term, _)| best.iter().all(|(known, _)| known != term));
            best.extend(rare.into_iter().take(limit - best.len()));
        }
        best
    }
}

fn most_frequent_first(a: &(&str, u32), b: &(&str, u32)) -> std::cmp::Ordering {
    b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0))
}

/// The first terms behind a beginning that are not frequent.
fn rare_behind(terms: &TermDictionary, beginning: &str) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    let Ok(mut stream) = terms.range().ge(beginning).into_stream() else { return found };
    for _ in 0..RARE_SCANNED_MAX {
        if !stream.advance() || !stream.key().starts_with(beginning.as_bytes()) {
            break;
        }
        let count = stream.value().doc_freq;
        if count < FREQUENT_MIN
            && let Ok(term) = std::str::from_utf8(stream.key())
        {
            found.push((term.to_owned(), count));
        }
    }
    found
}
