//! The way from a typed text to a plan: price, short forms, blanks, keyboard, spelling, synonyms, names.

use super::keyboard::decode;
use super::plan::{Alternative, Plan, TypedPhrase, UNITS_MAX, Unit};
use super::price::{PriceRange, take_price};
use super::respace::{respace, split_word};
use super::rules::{Phrase, RuleBook};
use super::spelling::correct;
use crate::analysis::{Kind, Token, readable, tokenize};
use crate::index::{NamePart, Slot, Snapshot, Taxonomy, Vocabulary};
use crate::model::Understood;

/// Tokens of a query that are looked at.
const TOKENS_MAX: usize = 20;
/// Worth of a synonym.
const SYNONYM_WEIGHT: f32 = 0.96;
/// Worth of something acceptable.
const ACCEPTED_WEIGHT: f32 = 0.6;
/// Worth of a word that may be missing, as a share of its own.
const FILLER_SHARE: f32 = 0.12;
/// A raw token this much rarer than its decoded reading was typed with the input method off.
const DECODED_RATIO: u32 = 20;
/// How often the shop must know a reading.
const DECODED_MIN: u32 = 2;
/// A token that the shop knows more often is a word, whatever keys it could be.
const RAW_KNOWN_MAX: u32 = 3;
/// The thing itself tells more than what is said about it.
const KIND_SHARE: f32 = 1.8;
/// Longest beginning of a title that marks are taken from.
const MARKED_TOKENS_MAX: usize = 4;
/// Brands with fewer products are not taken for filters.
const BRAND_PRODUCTS_MIN: u32 = 2;
/// Categories that one text may name.
const CATEGORIES_MAX: usize = 40;

/// The facet that a size of memory is taken for first.
const RAM_KEY: &str = "ram";

/// Words that shoppers say around the thing.
const FILLERS: &str = include_str!("../../data/fillers.txt");

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
    let mut tokens = expand(typed, context.rules);
    let spoken = joined(&tokens);
    let vocabulary = context.snapshot.vocabulary();
    decode_keys(&mut tokens, vocabulary, context.rules);
    let mut tokens = respace(tokens, vocabulary, context.rules);
    let mut is_corrected = joined(&tokens) != spoken;
    tokens = expand(tokens, context.rules);
    is_corrected |= correct(&mut tokens, vocabulary, context.rules);
    tokens = expand(tokens, context.rules);
    tokens.truncate(TOKENS_MAX);
    found.corrected = is_corrected.then(|| with_marks(&tokens, vocabulary));
    found.note_names(context, &mut tokens, without);
    build_units(&mut found.plan, context, &tokens, true);
    found.note_categories(context, without);
    found.plan.stress_kind(&context.snapshot.taxonomy, KIND_SHARE);
    found
}

fn joined(tokens: &[Token]) -> String {
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

fn folded(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().map(|token| token.folded.as_str()).collect()
}

/// Replaces short forms by what they mean.
fn expand(tokens: Vec<Token>, rules: &RuleBook) -> Vec<Token> {
    let words = folded(&tokens);
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

/// Reads Telex and VNI keys where the raw token is not a word of the shop.
///
/// A word that the shop knows stays, unless other tokens show that the input method was off and its reading is far likelier.
fn decode_keys(tokens: &mut [Token], vocabulary: Vocabulary<'_>, rules: &RuleBook) {
    let protected = rules.protected(tokens);
    let mut readings: Vec<Option<(u32, u32, String)>> = Vec::with_capacity(tokens.len());
    for (token, is_protected) in tokens.iter().zip(protected) {
        let count = vocabulary.count(&token.folded);
        let letters = token.folded.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let is_raw = !is_protected && !token.is_marked() && !rules.is_short_form(letters);
        let known = decode(&token.folded).into_iter().map(|reading| (vocabulary.count(&reading), reading));
        let best = known.max_by_key(|(count, _)| *count).filter(|(reading, _)| is_raw && *reading >= DECODED_MIN);
        readings.push(best.map(|(reading_count, reading)| (count, reading_count, reading)));
    }
    let is_off = readings.iter().flatten().any(|(count, ..)| *count == 0);
    for (token, (count, reading_count, reading)) in
        tokens.iter_mut().zip(readings).filter_map(|(token, reading)| Some((token, reading?)))
    {
        let limit = if is_off { u32::MAX } else { RAW_KNOWN_MAX };
        if count <= limit && reading_count > count.saturating_mul(DECODED_RATIO) {
            *token = Token::word(&reading);
        }
    }
}

fn is_filler(phrase: &str) -> bool {
    FILLERS.lines().any(|line| line.trim() == phrase)
}

/// Forms units: the longest phrase with synonyms, else a single token with its other spacings.
fn build_units(plan: &mut Plan, context: Context<'_>, tokens: &[Token], with_rules: bool) {
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

impl Understanding {
    fn note_price(&mut self, range: PriceRange, without: &[String]) {
        let token = "price".to_owned();
        if without.contains(&token) {
            return;
        }
        self.plan.price = Some(range);
        let label = match (range.min, range.max) {
            (Some(min), Some(max)) => format!("{} – {}", money(min), money(max)),
            (Some(min), None) => format!("≥ {}", money(min)),
            (_, max) => format!("≤ {}", money(max.unwrap_or_default())),
        };
        self.understood.push(Understood { token, kind: "price", label });
    }

    /// Finds the brand and the measures; removed ones lose their words.
    fn note_names(&mut self, context: Context<'_>, tokens: &mut Vec<Token>, without: &[String]) {
        let taxonomy = &context.snapshot.taxonomy;
        let sentence = format!(" {} ", folded(tokens).join(" "));
        let named = taxonomy.brands.iter().enumerate().filter(|(_, brand)| {
            brand.products >= BRAND_PRODUCTS_MIN
                && brand.folded.len() > 1
                && sentence.contains(&format!(" {} ", brand.folded))
                && !context.rules.knows(&brand.folded)
        });
        if let Some((at, brand)) = named.max_by_key(|(_, brand)| (brand.folded.len(), brand.products)) {
            let token = format!("brand:{}", brand.id);
            if without.contains(&token) {
                remove_words(tokens, &brand.folded);
            } else {
                self.plan.brand = u32::try_from(at).ok();
                self.understood.push(Understood { token, kind: "brand", label: brand.name.clone() });
            }
        }
        let measures: Vec<String> =
            tokens.iter().filter(|token| token.kind == Kind::Measure).map(|token| token.folded.clone()).collect();
        for measure in measures {
            let token = format!("spec:{measure}");
            if without.contains(&token) {
                tokens.retain(|word| word.folded != measure);
            } else {
                self.note_measure(taxonomy, token, &measure);
            }
        }
    }

    /// A measure that products are filtered by, in whichever facets know it.
    fn note_measure(&mut self, taxonomy: &Taxonomy, token: String, measure: &str) {
        let digits = measure.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (number, unit) = measure.split_at(digits);
        let unit = if unit == "l" { "lit" } else { unit };
        let slug = format!("{}-{unit}", number.replace('.', "-"));
        let known = taxonomy.facets.iter().enumerate().filter(|(_, facet)| facet.slug == slug);
        let mut known: Vec<_> = known.collect();
        known.sort_by_key(|(_, facet)| facet.key != RAM_KEY);
        if let Some((_, facet)) = known.first() {
            let label = format!("{}: {}", facet.label, facet.value);
            self.understood.push(Understood { token, kind: "spec", label });
            self.plan.specs.push(known.iter().filter_map(|(at, _)| u32::try_from(*at).ok()).collect());
        }
    }

    /// Finds the categories whose name, or part of a joint name, is in the text or in a synonym of it.
    fn note_categories(&mut self, context: Context<'_>, without: &[String]) {
        let (typed, meant) = self.plan.phrases();
        let taxonomy = &context.snapshot.taxonomy;
        let mut named: Vec<((Naming, usize), usize)> = Vec::new();
        for (at, category) in taxonomy.categories.iter().enumerate().filter(|(_, category)| category.products > 0) {
            let rank = |part: &NamePart| Some((naming(part, &typed, &meant)?, part.marks.len()));
            if let Some(rank) = category.parts.iter().filter_map(rank).max() {
                named.push((rank, at));
            }
        }
        let best = named.iter().map(|(rank, _)| *rank).max().unwrap_or((Naming::Synonym, 0));
        named.retain(|((naming, length), _)| *naming == best.0 && (*length == best.1 || *naming == Naming::Beginning));
        named.sort_by_key(|(_, at)| {
            std::cmp::Reverse((taxonomy.categories[*at].depth, taxonomy.categories[*at].products))
        });
        named.truncate(CATEGORIES_MAX);
        named.retain(|(_, at)| !without.contains(&format!("category:{}", taxonomy.categories[*at].id)));
        self.plan.categories = named.iter().filter_map(|(_, at)| u32::try_from(*at).ok()).collect();
        let is_clear = best.0 != Naming::Beginning || named.len() == 1;
        if let Some((_, at)) = named.first().filter(|_| is_clear) {
            let category = &taxonomy.categories[*at];
            let token = format!("category:{}", category.id);
            self.understood.push(Understood { token, kind: "category", label: category.name.clone() });
        }
    }
}

/// How a text names a category, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    /// By a synonym.
    Synonym,
    /// By the beginning of its name.
    Beginning,
    /// By its name.
    Whole,
}

fn naming(part: &NamePart, typed: &[TypedPhrase], meant: &[String]) -> Option<Naming> {
    let begins = |phrase: &TypedPhrase| {
        let rest = part.folded.strip_prefix(phrase.folded.as_str());
        phrase.marks.len() > 1 && rest.is_some_and(|rest| rest.starts_with(' ')) && phrase.agrees_with(&part.marks)
    };
    if typed.iter().any(|phrase| phrase.folded == part.folded && phrase.agrees_with(&part.marks)) {
        Some(Naming::Whole)
    } else if typed.iter().any(begins) {
        Some(Naming::Beginning)
    } else {
        meant.contains(&part.folded).then_some(Naming::Synonym)
    }
}

fn remove_words(tokens: &mut Vec<Token>, phrase: &str) {
    let words: Vec<&str> = phrase.split(' ').collect();
    let found = (0..tokens.len())
        .find(|at| tokens[*at..].iter().map(|token| token.folded.as_str()).take(words.len()).eq(words.iter().copied()));
    if let Some(at) = found {
        tokens.drain(at..at + words.len());
    }
}

/// An amount as shoppers read it: `20.000.000 ₫`.
fn money(dong: u64) -> String {
    let digits = dong.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    format!("{text} ₫")
}
