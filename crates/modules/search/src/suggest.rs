//! Suggestions while typing: categories, brands, popular queries, beginnings of titles, products.

use std::collections::HashSet;

use crate::analysis::{Token, fold, readable, tokenize};
use crate::index::{SegmentView, Snapshot};
use crate::model::{Sort, Suggestion};
use crate::query::{Alternative, Context, Plan, Unit};
use crate::ranking::{Compiled, Question, Weights, run};

/// Suggestions that are given at most.
const LIMIT_MAX: usize = 20;
/// Popular queries, beginnings, categories and brands of one answer.
const EACH_MAX: usize = 3;
/// Words that the last, half-typed one may become.
const COMPLETIONS_MAX: usize = 12;
/// Words that are looked at for whether they follow the word before.
const CONSIDERED_MAX: usize = 100;
/// Products that the most frequent of them may have together: one letter must not cost more than a word.
const PRODUCTS_LOOKED_AT_MAX: u32 = 2_000;
/// Tokens that are looked at.
const TOKENS_MAX: usize = 8;
/// Beginnings of titles that are compared.
const HEADS_MAX: usize = 12;

/// At most `limit` suggestions for what was typed so far.
pub(crate) fn suggest(context: Context<'_>, popular: &[String], text: &str, limit: usize) -> Vec<Suggestion> {
    let typed: Vec<Token> = tokenize(text).into_iter().take(TOKENS_MAX).collect();
    let limit = limit.min(LIMIT_MAX);
    if typed.is_empty() {
        let queries = popular.iter().take(limit).map(|text| Suggestion::Query { text: text.clone() });
        return queries.collect();
    }
    let beginning = typed.iter().map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ");
    let mut found = queries(context.snapshot, popular, &beginning);
    found.extend(categories(context.snapshot, &beginning));
    found.extend(brands(context.snapshot, &beginning));
    found.truncate(limit);
    let missing = limit - found.len();
    found.extend(products(context, &typed, missing));
    found
}

fn queries(snapshot: &Snapshot, popular: &[String], beginning: &str) -> Vec<Suggestion> {
    let mut texts: Vec<String> =
        popular.iter().filter(|query| starts(&fold(&readable(query)), beginning)).take(EACH_MAX).cloned().collect();
    for (term, _) in snapshot.vocabulary().heads(beginning, HEADS_MAX) {
        let Some((_, shown)) = term.split_once('\u{1f}') else { continue };
        let is_new = texts.iter().all(|known| fold(&readable(known)) != fold(shown));
        if is_new && texts.len() < EACH_MAX {
            texts.push(shown.to_owned());
        }
    }
    texts.into_iter().map(|text| Suggestion::Query { text }).collect()
}

/// Whether a folded name, or a later word of it, begins with what was typed.
fn starts(name: &str, beginning: &str) -> bool {
    name.match_indices(beginning).any(|(at, _)| at == 0 || name.as_bytes()[at - 1] == b' ')
}

fn categories(snapshot: &Snapshot, beginning: &str) -> Vec<Suggestion> {
    let named = snapshot.taxonomy.categories.iter().filter(|category| {
        category.products > 0 && category.parts.iter().any(|part| part.folded.starts_with(beginning))
    });
    let mut named: Vec<_> = named.collect();
    named.sort_by_key(|category| std::cmp::Reverse(category.products));
    let chosen = named.into_iter().take(EACH_MAX);
    chosen.map(|category| Suggestion::Category { id: category.id, name: category.name.clone() }).collect()
}

fn brands(snapshot: &Snapshot, beginning: &str) -> Vec<Suggestion> {
    let brands = snapshot.taxonomy.brands.iter();
    let mut named: Vec<_> = brands.filter(|brand| brand.products > 0 && brand.folded.starts_with(beginning)).collect();
    named.sort_by_key(|brand| std::cmp::Reverse(brand.products));
    let chosen = named.into_iter().take(EACH_MAX);
    chosen.map(|brand| Suggestion::Brand { id: brand.id, name: brand.name.clone() }).collect()
}

/// Products whose title has the finished words and one that begins with the last.
fn products(context: Context<'_>, typed: &[Token], limit: usize) -> Vec<Suggestion> {
    let Some((last, finished)) = typed.split_last().filter(|_| limit > 0) else { return Vec::new() };
    let snapshot = context.snapshot;
    let mut plan = Plan::of_titles();
    for token in finished {
        add_unit(&mut plan, std::slice::from_ref(&token.folded));
    }
    add_unit(&mut plan, &completions(snapshot, finished.last(), &last.folded));
    let filters = Compiled::default();
    let question = Question {
        plan: &plan,
        filters: &filters,
        sort: Sort::Relevance,
        size: limit,
        after: None,
        with_facets: false,
    };
    let outcome = run(snapshot, question, &Weights::DEFAULT);
    let mut names = HashSet::new();
    let products = outcome.page.iter().filter_map(|(place, _)| {
        let id = uuid::Uuid::from_u128(place.id).into();
        let (segment, document): (&SegmentView, u32) = snapshot.find(id)?;
        let name = segment.data.title(document);
        names.insert(name.clone()).then_some(Suggestion::Product { id, name })
    });
    products.collect()
}

/// What the half-typed word may become: if titles have such words behind the one before, only those.
fn completions(snapshot: &Snapshot, before: Option<&Token>, beginning: &str) -> Vec<String> {
    let vocabulary = snapshot.vocabulary();
    let mut words = vocabulary.completions(beginning, CONSIDERED_MAX);
    if let Some(before) = before {
        let follows = |word: &&(String, u32)| vocabulary.pair(&before.folded, &word.0) > 0;
        let following: Vec<(String, u32)> = words.iter().filter(follows).take(COMPLETIONS_MAX).cloned().collect();
        words = if following.is_empty() { words } else { following };
    }
    words.truncate(COMPLETIONS_MAX);
    let mut looked_at = 0;
    words.retain(|(_, count)| {
        let is_first = looked_at == 0;
        looked_at += count;
        is_first || looked_at <= PRODUCTS_LOOKED_AT_MAX
    });
    let words: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
    if words.is_empty() { vec![beginning.to_owned()] } else { words }
}

fn add_unit(plan: &mut Plan, words: &[String]) {
    let mut alternatives = Vec::new();
    for word in words {
        let Some(term) = plan.add_term(word) else { continue };
        alternatives.push(Alternative { terms: vec![term], mask: 1 << term, weight: 1.0 });
    }
    if !alternatives.is_empty() {
        plan.units.push(Unit { weight: 1.0, alternatives, is_filler: false });
    }
}
