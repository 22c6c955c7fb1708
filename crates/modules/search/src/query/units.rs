//! Units: the parts of a query that stand for one thing, with their synonyms and other spacings.

use super::plan::{Alternative, Plan, UNITS_MAX, Unit};
use super::respace::split_word;
use super::rules::Phrase;
use super::understand::{Context, folded, joined};
use crate::analysis::Token;
use crate::index::{Slot, Vocabulary};

/// Worth of a synonym.
const SYNONYM_WEIGHT: f32 = 0.96;
/// Worth of something acceptable.
const ACCEPTED_WEIGHT: f32 = 0.6;
/// Worth of a word that may be missing, as a share of its own.
const FILLER_SHARE: f32 = 0.12;
/// Words that shoppers say around the thing.
const FILLERS: &str = include_str!("../../data/fillers.txt");

fn is_filler(phrase: &str) -> bool {
    FILLERS.lines().any(|line| line.trim() == phrase)
}

/// Forms units: the longest phrase with synonyms, else a single token with its other spacings.
pub(super) fn build_units(plan: &mut Plan, context: Context<'_>, tokens: &[Token], with_rules: bool) {
    let words = folded(tokens);
    let vocabulary = context.snapshot.vocabulary();
    let mut at = 0;
    let mut marks: Vec<(String, String)> = Vec::new();
    while at < tokens.len() && plan.units.len() < UNITS_MAX {
        let ruled = with_rules.then(|| {
            context.rules.longest(&words, at, |meaning| !meaning.same.is_empty() || !meaning.accepts.is_empty())
        });
        let (length, mut ways) = match ruled.flatten() {
            Some((length, meaning)) => {
                marks.extend(own(&words[at..at + length]).into_iter().zip(meaning.marks.iter().cloned()));
                let mut ways: Vec<(Phrase, f32)> = vec![(own(&words[at..at + length]), 1.0)];
                ways.extend(meaning.same.iter().map(|phrase| (phrase.clone(), SYNONYM_WEIGHT)));
                ways.extend(meaning.accepts.iter().map(|phrase| (phrase.clone(), ACCEPTED_WEIGHT)));
                (length, ways)
            }
            None => filler_or_single(tokens, at, with_rules),
        };
        if with_rules {
            add_spacings(&mut ways, &words, at, length, vocabulary);
        }
        let is_filler = with_rules && length < words.len() && is_filler(&joined(&tokens[at..at + length]));
        push_unit(plan, &ways, is_filler);
        at += length;
    }
    weigh(plan, context);
    note_marks(plan, tokens, &marks);
}

fn own(words: &[&str]) -> Phrase {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn filler_or_single(tokens: &[Token], at: usize, with_rules: bool) -> (usize, Vec<(Phrase, f32)>) {
    let pair = tokens.get(at..at + 2).filter(|pair| with_rules && is_filler(&joined(pair)));
    let length = pair.map_or(1, <[Token]>::len);
    (length, vec![(own(&folded(&tokens[at..at + length])), 1.0)])
}

/// The same letters with other blanks, where the shop writes them so.
fn add_spacings(ways: &mut Vec<(Phrase, f32)>, words: &[&str], at: usize, length: usize, vocabulary: Vocabulary<'_>) {
    if length != 1 {
        return;
    }
    if let Some((first, second)) = split_word(words[at], vocabulary) {
        ways.push((vec![first.to_owned(), second.to_owned()], SYNONYM_WEIGHT));
    }
    let neighbours = [at.checked_sub(1).map(|before| (before, at)), Some((at, at + 1))];
    for (first, second) in neighbours.into_iter().flatten() {
        let Some(joined) = words.get(second).map(|second| format!("{}{second}", words[first])) else { continue };
        let is_word = joined.len() >= 4 && joined.bytes().any(|byte| byte.is_ascii_alphabetic());
        if is_word && vocabulary.count_in(Slot::Name, &joined) > 1 {
            ways.push((vec![joined], SYNONYM_WEIGHT));
        }
    }
}

fn push_unit(plan: &mut Plan, ways: &[(Phrase, f32)], is_filler: bool) {
    let mut alternatives = Vec::with_capacity(ways.len());
    for (phrase, weight) in ways {
        let terms: Option<Vec<u8>> = phrase.iter().map(|word| plan.add_term(word)).collect();
        let Some(terms) = terms.filter(|terms| !terms.is_empty()) else { continue };
        let mask = terms.iter().fold(0, |mask, term| mask | 1_u32 << term);
        alternatives.push(Alternative { terms, mask, weight: *weight });
    }
    if !alternatives.is_empty() {
        plan.units.push(Unit { weight: 0.0, alternatives, is_filler });
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are compared by their logarithm")]
fn weigh(plan: &mut Plan, context: Context<'_>) {
    let vocabulary = context.snapshot.vocabulary();
    let documents = context.snapshot.documents.max(1) as f32;
    for term in &mut plan.terms {
        let count = vocabulary.count(&term.text) as f32;
        term.weight = (1.0 + documents / (count + 1.0)).ln().clamp(0.7, 6.0);
    }
    for unit in &mut plan.units {
        let terms = &unit.alternatives[0].terms;
        let sum: f32 = terms.iter().map(|term| plan.terms[usize::from(*term)].weight).sum();
        let share = if unit.is_filler { FILLER_SHARE } else { 1.0 };
        unit.weight = share * sum.max(1.5).sqrt();
    }
}

/// Notes how tokens are marked: as typed, else as the rule's phrase is written.
fn note_marks(plan: &mut Plan, tokens: &[Token], of_rules: &[(String, String)]) {
    let typed = tokens.iter().filter(|token| token.is_marked()).map(|token| (token.folded.clone(), token.exact()));
    let known = of_rules.iter().filter(|(folded, exact)| folded != exact).cloned();
    for (folded, exact) in typed.chain(known) {
        if let Some(term) = plan.terms.iter_mut().find(|term| term.text == folded && term.exact.is_none()) {
            term.exact = Some(exact);
        }
    }
}
