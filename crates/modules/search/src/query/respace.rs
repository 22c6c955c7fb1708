//! Blanks in the wrong place: `air pods`, `zflip4`, `ip15prm`, `sam sung`.

use super::rules::RuleBook;
use crate::analysis::{Token, tokenize};
use crate::index::Vocabulary;

/// Shortest joined word that is believed.
const JOINED_BYTES_MIN: usize = 4;
/// How often the shop must write the parts side by side.
const PAIR_MIN: u32 = 2;
/// A token that the shop knows this often is not taken apart for a short form inside it.
const KNOWN_MIN: u32 = 3;

/// Joins neighbours of which one alone means nothing, and splits tokens that the shop writes apart.
pub(super) fn respace(tokens: &[Token], vocabulary: Vocabulary<'_>, rules: &RuleBook) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(joined) = tokens.get(at + 1).and_then(|next| joined(token, next, vocabulary, rules)) {
            found.push(joined);
            at += 2;
            continue;
        }
        match split(token, vocabulary, rules) {
            Some(parts) => found.extend(parts),
            None => found.push(token.clone()),
        }
        at += 1;
    }
    found
}

fn joined(first: &Token, second: &Token, vocabulary: Vocabulary<'_>, rules: &RuleBook) -> Option<Token> {
    let text = format!("{}{}", first.folded, second.folded);
    let means_nothing = |token: &Token| {
        token.folded.bytes().all(|byte| byte.is_ascii_alphabetic())
            && vocabulary.count_anywhere(&token.folded) == 0
            && !rules.knows(&token.folded)
    };
    let wanted = text.len() >= JOINED_BYTES_MIN
        && (means_nothing(first) || means_nothing(second))
        && vocabulary.count(&text) >= PAIR_MIN;
    wanted.then(|| Token::word(&text))
}

fn split(token: &Token, vocabulary: Vocabulary<'_>, rules: &RuleBook) -> Option<Vec<Token>> {
    let count = vocabulary.count(&token.folded);
    let runs = runs(&token.folded);
    if runs.len() > 1 {
        let has_short_form = runs.iter().any(|run| rules.is_short_form(run));
        if count >= KNOWN_MIN && !has_short_form {
            return None;
        }
        return split_code(&runs, vocabulary, rules);
    }
    if count > 0 || rules.knows(&token.folded) || token.has_digit() {
        return None;
    }
    split_word(&token.folded, vocabulary).map(|(first, second)| vec![Token::word(first), Token::word(second)])
}

/// Runs of letters and runs of digits; a measure such as `128gb` is one run.
fn runs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 1..bytes.len() {
        if bytes[at].is_ascii_digit() != bytes[at - 1].is_ascii_digit() && text.is_char_boundary(at) {
            found.push(&text[start..at]);
            start = at;
        }
    }
    found.push(&text[start..]);
    found
}

fn split_code(runs: &[&str], vocabulary: Vocabulary<'_>, rules: &RuleBook) -> Option<Vec<Token>> {
    let mut parts: Vec<Token> = Vec::new();
    for run in runs {
        let is_number = run.bytes().all(|byte| byte.is_ascii_digit());
        if is_number || rules.is_short_form(run) || (run.len() > 1 && vocabulary.count(run) >= KNOWN_MIN) {
            parts.extend(tokenize(run));
        } else if let Some((first, second)) = split_word(run, vocabulary) {
            parts.extend([Token::word(first), Token::word(second)]);
        } else {
            return None;
        }
    }
    let neighbours = parts.windows(2).any(|pair| vocabulary.pair(&pair[0].folded, &pair[1].folded) >= PAIR_MIN);
    let short_form = runs.iter().any(|run| rules.is_short_form(run));
    (neighbours || short_form).then_some(parts)
}

/// The place to cut where the shop most often writes the two parts side by side.
pub(super) fn split_word<'text>(text: &'text str, vocabulary: Vocabulary<'_>) -> Option<(&'text str, &'text str)> {
    if text.len() < JOINED_BYTES_MIN || !text.is_ascii() {
        return None;
    }
    let cuts = (1..text.len()).map(|at| text.split_at(at));
    let counted = cuts.map(|(first, second)| (vocabulary.pair(first, second), (first, second)));
    counted.max_by_key(|(count, _)| *count).filter(|(count, _)| *count >= PAIR_MIN).map(|(_, cut)| cut)
}
