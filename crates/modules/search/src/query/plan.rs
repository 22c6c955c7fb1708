//! The plan: which tokens to look up, how they form units, and how much of a query a set of matched tokens covers.

use super::price::PriceRange;

/// Different tokens of one plan: their numbers are bits of a mask.
pub(crate) const TERMS_MAX: usize = 32;
/// Units of one plan.
pub(crate) const UNITS_MAX: usize = 12;
/// Units of a phrase that is compared with category names.
const PHRASE_UNITS_MAX: usize = 5;

/// A token to look up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlanTerm {
    /// The folded token.
    pub(crate) text: String,
    /// The key with marks, when it was typed with marks.
    pub(crate) exact: Option<String>,
    /// How telling the token is: the rarer, the more.
    pub(crate) weight: f32,
    /// Whether it holds a digit.
    pub(crate) has_digit: bool,
}

/// One way to say a unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alternative {
    /// Its tokens, by number, in order.
    pub(crate) terms: Vec<u8>,
    /// The same as bits.
    pub(crate) mask: u32,
    /// How well it says it, up to 1.
    pub(crate) weight: f32,
}

/// A part of the query that stands for one thing, with its synonyms.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unit {
    /// How telling it is.
    pub(crate) weight: f32,
    /// The ways to say it, the typed one first.
    pub(crate) alternatives: Vec<Alternative>,
    /// Words such as `giá rẻ` that may be missing.
    pub(crate) is_filler: bool,
}

/// Units in a row as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypedPhrase {
    /// The folded tokens.
    pub(super) folded: String,
    /// The tokens with marks, where they were typed or are known.
    pub(super) marks: Vec<Option<String>>,
    /// Its units, first and behind the last.
    pub(super) units: (usize, usize),
}

impl TypedPhrase {
    /// Whether the marks are not all others than those of a name that begins with the phrase (`vớ` is not `vỏ`).
    pub(super) fn agrees_with(&self, name: &[String]) -> bool {
        let other = |(typed, name): (&Option<String>, &String)| typed.as_ref().is_some_and(|typed| typed != name);
        self.marks.iter().zip(name).filter(|pair| other(*pair)).count() < self.marks.len()
    }
}

/// What the index is asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// Tokens.
    pub(crate) terms: Vec<PlanTerm>,
    /// Units in typed order.
    pub(crate) units: Vec<Unit>,
    /// Limits found in the text.
    pub(crate) price: Option<PriceRange>,
    /// The unit that names the kind of thing.
    kind: Option<usize>,
    /// Categories (taxonomy numbers) whose name is in the text.
    pub(crate) categories: Vec<u32>,
    /// For each measure in the text, the facet values (taxonomy numbers) that it may mean.
    pub(crate) specs: Vec<Vec<u32>>,
    /// Whether only titles are looked at, as suggestions do.
    pub(crate) titles_only: bool,
    /// The brand (taxonomy number) that the text names.
    pub(crate) brand: Option<u32>,
}

impl Plan {
    /// An empty plan that looks at titles only, as suggestions do.
    pub(crate) fn of_titles() -> Self {
        Self { titles_only: true, ..Self::default() }
    }

    /// Whether there is nothing to look up.
    pub(crate) fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The number of a token, added when new; `None` when the plan is full.
    pub(crate) fn add_term(&mut self, text: &str) -> Option<u8> {
        let known = self.terms.iter().position(|term| term.text == text);
        let at = known.or_else(|| {
            (self.terms.len() < TERMS_MAX).then(|| {
                let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
                self.terms.push(PlanTerm { text: text.to_owned(), exact: None, weight: 0.0, has_digit });
                self.terms.len() - 1
            })
        });
        at.and_then(|at| u8::try_from(at).ok())
    }

    /// The phrases that whole units make as typed, and those that their synonyms make, with the unit.
    pub(super) fn phrases(&self) -> (Vec<TypedPhrase>, Vec<(String, usize)>) {
        let ends = |start: usize| start + 1..=self.units.len().min(start + PHRASE_UNITS_MAX);
        let runs = (0..self.units.len()).flat_map(|start| ends(start).map(move |end| (start, end)));
        let typed = runs.map(|units| self.typed_phrase(units)).collect();
        let meant = self
            .units
            .iter()
            .enumerate()
            .flat_map(|(at, unit)| unit.alternatives[1..].iter().map(move |way| (self.spell(way), at)));
        (typed, meant.collect())
    }

    fn typed_phrase(&self, units: (usize, usize)) -> TypedPhrase {
        let terms = self.units[units.0..units.1].iter().flat_map(|unit| &unit.alternatives[0].terms);
        let terms = terms.map(|term| &self.terms[usize::from(*term)]);
        let (words, marks): (Vec<&str>, Vec<Option<String>>) =
            terms.map(|term| (term.text.as_str(), term.exact.clone())).unzip();
        TypedPhrase { folded: words.join(" "), marks, units }
    }

    /// Makes the units `first..behind` the kind of thing and gives it more weight: shoppers rather take another brand
    /// than another thing. Units without synonyms become one, so that half of the name is not the thing.
    pub(super) fn stress_kind(&mut self, (first, behind): (usize, usize), share: f32) {
        let is_plain = self.units[first..behind].iter().all(|unit| unit.alternatives.len() == 1);
        if is_plain && behind - first > 1 {
            let parts: Vec<Unit> = self.units.drain(first..behind).collect();
            let weight = parts.iter().map(|unit| unit.weight * unit.weight).sum::<f32>().sqrt();
            let terms: Vec<u8> = parts.iter().flat_map(|unit| unit.alternatives[0].terms.clone()).collect();
            let mask = terms.iter().fold(0, |mask, term| mask | 1_u32 << term);
            let whole = Alternative { terms, mask, weight: 1.0 };
            self.units.insert(first, Unit { weight, alternatives: vec![whole], is_filler: false });
        }
        self.kind = Some(first);
        self.units[first].weight *= share;
    }

    /// The typed words of the units that `terms`, as bits, say in one way or another.
    pub(crate) fn said(&self, terms: u32) -> String {
        let said = self.units.iter().filter(|unit| unit.alternatives.iter().any(|way| way.mask & !terms == 0));
        said.map(|unit| self.spell(&unit.alternatives[0])).collect::<Vec<_>>().join(" ")
    }

    /// An alternative's tokens as a text.
    fn spell(&self, way: &Alternative) -> String {
        let words: Vec<&str> = way.terms.iter().map(|term| self.terms[usize::from(*term)].text.as_str()).collect();
        words.join(" ")
    }

    /// Whether a document with these tokens, `exact` ones with their marks, is of the kind that the text names.
    pub(crate) fn is_of_kind(&self, name: u32, leaf: u32, exact: u32) -> bool {
        let Some(unit) = self.kind.and_then(|at| self.units.get(at)) else { return false };
        let other_marks = self.terms.iter().enumerate().filter(|(_, term)| term.exact.is_some());
        let other_marks = other_marks.fold(0_u32, |mask, (at, _)| mask | 1 << at) & !exact;
        unit.alternatives.iter().any(|way| way.mask & !((name & !other_marks) | leaf) == 0)
    }

    /// The coverage of a document that is of the right kind and nothing else; `None` when the text names no kind.
    pub(crate) fn kind_coverage(&self) -> Option<f32> {
        let whole: f32 = self.units.iter().map(|unit| unit.weight).sum();
        self.kind.map(|at| self.units[at].weight / whole)
    }

    /// The share of the query, 0 to 1, that tokens in `strong` and, at a discount, in `weak` places cover.
    pub(crate) fn coverage(&self, strong: u32, weak: u32, weak_share: f32) -> f32 {
        self.coverage_of(strong, weak, weak_share, |_| true).unwrap_or(0.0)
    }

    /// The same for the units without numbers; 1 when there are none.
    pub(crate) fn word_coverage(&self, strong: u32, digits: u32) -> f32 {
        let is_word = |unit: &Unit| unit.alternatives[0].mask & digits == 0;
        self.coverage_of(strong, 0, 0.0, is_word).unwrap_or(1.0)
    }

    fn coverage_of(&self, strong: u32, weak: u32, weak_share: f32, counts: impl Fn(&Unit) -> bool) -> Option<f32> {
        let mut covered = 0.0;
        let mut whole = 0.0;
        for unit in self.units.iter().filter(|unit| counts(unit)) {
            whole += unit.weight;
            covered += unit.weight * self.unit_coverage(unit, strong, weak, weak_share);
        }
        (whole > 0.0).then(|| covered / whole)
    }

    fn unit_coverage(&self, unit: &Unit, strong: u32, weak: u32, weak_share: f32) -> f32 {
        let mut best = 0.0_f32;
        for alternative in &unit.alternatives {
            let missing = alternative.mask & !strong;
            let share = if missing == 0 {
                1.0
            } else if alternative.mask & (strong | weak) == 0 {
                continue;
            } else {
                self.partial(alternative, strong, weak, weak_share)
            };
            best = best.max(share * alternative.weight);
        }
        best
    }

    /// A phrase of which only parts match is worth less than its parts: half a phrase is often another thing.
    fn partial(&self, alternative: &Alternative, strong: u32, weak: u32, weak_share: f32) -> f32 {
        let (mut found, mut whole, mut lost) = (0.0, 0.0, false);
        for &term in &alternative.terms {
            let weight = self.terms[usize::from(term)].weight;
            let bit = 1_u32 << term;
            whole += weight;
            if strong & bit != 0 {
                found += weight;
            } else if weak & bit != 0 {
                found += weight * weak_share;
            } else {
                lost = true;
            }
        }
        let share = if whole > 0.0 { found / whole } else { 0.0 };
        if lost { share * PARTIAL_SHARE } else { share }
    }
}

/// What is left of a phrase's worth when a word of it is missing.
const PARTIAL_SHARE: f32 = 0.6;
