//! Names in the text: prices, brands, measures and categories that the shopper sees as filters and can remove.

use std::cmp::Reverse;

use super::plan::TypedPhrase;
use super::price::PriceRange;
use super::understand::{Context, Understanding, folded};
use crate::analysis::{Kind, Token};
use crate::index::{NamePart, Taxonomy};
use crate::model::Understood;

/// The thing itself tells more than what is said about it.
const KIND_SHARE: f32 = 1.8;
/// Brands with fewer products are not taken for filters.
const BRAND_PRODUCTS_MIN: u32 = 2;
/// Categories that one text may name.
const CATEGORIES_MAX: usize = 40;
/// The facet that a size of memory is taken for first.
const RAM_KEY: &str = "ram";

impl Understanding {
    pub(super) fn note_price(&mut self, range: PriceRange, without: &[String]) {
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
    pub(super) fn note_names(&mut self, context: Context<'_>, tokens: &mut Vec<Token>, without: &[String]) {
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
    pub(super) fn note_categories(&mut self, context: Context<'_>, without: &[String]) {
        let (typed, meant) = self.plan.phrases();
        let categories = &context.snapshot.taxonomy.categories;
        let mut named: Vec<(Named, usize)> = Vec::new();
        for (at, category) in categories.iter().enumerate().filter(|(_, category)| category.products > 0) {
            let best = category.parts.iter().filter_map(|part| naming(part, &typed, &meant)).max();
            named.extend(best.map(|best| (best, at)));
        }
        let Some(best) = named.iter().map(|(named, _)| *named).max() else { return };
        named.retain(|(named, _)| {
            named.naming == best.naming && (named.tokens == best.tokens || !best.naming.is_clear())
        });
        named.sort_by_key(|(_, at)| Reverse((categories[*at].depth, categories[*at].products)));
        named.truncate(CATEGORIES_MAX);
        named.retain(|(_, at)| !without.contains(&format!("category:{}", categories[*at].id)));
        let Some((_, first)) = named.first() else { return };
        self.plan.categories = named.iter().filter_map(|(_, at)| u32::try_from(*at).ok()).collect();
        self.plan.stress_kind(best.units, KIND_SHARE);
        if best.naming.is_clear() || named.len() == 1 {
            let category = &categories[*first];
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
    /// By its name of one word, which may mean other things too.
    Word,
    /// By the beginning of its name.
    Beginning,
    /// By its name.
    Whole,
}

impl Naming {
    /// Whether the text means this category rather than several like it.
    fn is_clear(self) -> bool {
        self != Self::Beginning
    }
}

/// A way in which a text names a category; the best is the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    naming: Naming,
    /// Tokens of the name.
    tokens: usize,
    /// The units of the text that say it, first and behind the last.
    units: (usize, usize),
}

fn naming(part: &NamePart, typed: &[TypedPhrase], meant: &[(String, usize)]) -> Option<Named> {
    let tokens = part.marks.len();
    let is_whole = |phrase: &&TypedPhrase| phrase.folded == part.folded && phrase.agrees_with(&part.marks);
    if let Some(phrase) = typed.iter().find(is_whole) {
        let naming = if tokens > 1 { Naming::Whole } else { Naming::Word };
        return Some(Named { naming, tokens, units: phrase.units });
    }
    let begins = |phrase: &&TypedPhrase| {
        let rest = part.folded.strip_prefix(phrase.folded.as_str());
        phrase.marks.len() > 1 && rest.is_some_and(|rest| rest.starts_with(' ')) && phrase.agrees_with(&part.marks)
    };
    if let Some(phrase) = typed.iter().filter(begins).max_by_key(|phrase| phrase.marks.len()) {
        return Some(Named { naming: Naming::Beginning, tokens: phrase.marks.len(), units: phrase.units });
    }
    let synonym = meant.iter().find(|(phrase, _)| *phrase == part.folded);
    synonym.map(|(_, unit)| Named { naming: Naming::Synonym, tokens, units: (*unit, *unit + 1) })
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
