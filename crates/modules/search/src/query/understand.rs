//! The way from a typed text to a plan: price, short forms, blanks, keyboard, spelling, synonyms, names.

use super::keyboard::decode_keys;
use super::plan::Plan;
use super::price::take_price;
use super::respace::respace;
use super::rules::RuleBook;
use super::spelling::correct;
use super::units::build_units;
use crate::analysis::{Token, readable, tokenize};
use crate::index::{Snapshot, Vocabulary};
use crate::model::Understood;

/// Tokens of a query that are looked at.
const TOKENS_MAX: usize = 20;
/// Longest beginning of a title that marks are taken from.
const MARKED_TOKENS_MAX: usize = 4;

/// What understanding looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'search> {
    /// The index.
    pub(crate) snapshot: &'search Snapshot,
    /// Abbreviations and synonyms.
    pub(crate) rules: &'search RuleBook,
}

/// What was understood.
#[derive(Debug, Default)]
pub(crate) struct Understanding {
    /// The plan.
    pub(crate) plan: Plan,
    /// Filters found in the text.
    pub(crate) understood: Vec<Understood>,
    /// The text after spelling, when that changed it.
    pub(crate) corrected: Option<String>,
}

/// Reads `text`. With `literal` every token is taken as it is; `without` names understood parts to ignore.
pub(crate) fn understand(context: Context<'_>, text: &str, literal: bool, without: &[String]) -> Understanding {
    let mut found = Understanding::default();
    let text = readable(text);
    if literal {
        let tokens: Vec<Token> = tokenize(&text).into_iter().take(TOKENS_MAX).collect();
        build_units(&mut found.plan, context, &tokens, false);
        return found;
    }
    let (price, rest) = take_price(&text);
    if let Some(range) = price {
        found.note_price(range, without);
    }
    let typed: Vec<Token> = tokenize(&rest).into_iter().take(TOKENS_MAX).collect();
    let mut tokens = expand(&typed, context.rules);
    let spoken = joined(&tokens);
    let vocabulary = context.snapshot.vocabulary();
    decode_keys(&mut tokens, vocabulary, context.rules);
    let mut tokens = respace(&tokens, vocabulary, context.rules);
    let mut is_corrected = joined(&tokens) != spoken;
    tokens = expand(&tokens, context.rules);
    is_corrected |= correct(&mut tokens, vocabulary, context.rules);
    tokens = expand(&tokens, context.rules);
    tokens.truncate(TOKENS_MAX);
    found.corrected = is_corrected.then(|| with_marks(&tokens, vocabulary));
    found.note_names(context, &mut tokens, without);
    build_units(&mut found.plan, context, &tokens, true);
    found.note_categories(context, without);
    found
}

pub(super) fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.readable.as_str()).collect::<Vec<_>>().join(" ")
}

/// The tokens as a person writes them: unmarked ones take the marks of the titles that begin with them.
fn with_marks(tokens: &[Token], vocabulary: Vocabulary<'_>) -> String {
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = MARKED_TOKENS_MAX.min(tokens.len() - at);
        let marked = (2..=longest).rev().find_map(|length| {
            let part = &tokens[at..at + length];
            let is_bare = part.iter().all(|token| !token.is_marked());
            let readable = vocabulary.head_as_written(&folded(part).join(" ")).filter(|_| is_bare);
            readable.map(|readable| (length, readable))
        });
        let (length, text) = marked.unwrap_or_else(|| (1, tokens[at].readable.clone()));
        found.push(text);
        at += length;
    }
    found.join(" ")
}

pub(super) fn folded(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().map(|token| token.folded.as_str()).collect()
}

/// Replaces short forms by what they mean.
fn expand(tokens: &[Token], rules: &RuleBook) -> Vec<Token> {
    let words = folded(tokens);
    let mut found = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let known = rules.longest(&words, at, |_| true);
        let length = known.map_or(1, |(length, _)| length);
        let typed = &tokens[at..at + length];
        match known.and_then(|(_, meaning)| meaning.means_of(typed)) {
            Some(phrase) => found.extend(phrase.iter().flat_map(|word| tokenize(word))),
            None => found.extend_from_slice(typed),
        }
        at += length;
    }
    found
}
