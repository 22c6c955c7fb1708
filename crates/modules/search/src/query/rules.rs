//! Abbreviations and synonyms: the list shipped with the program and the staff's own on top.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::analysis::{Token, tokenize};

/// Longest phrase of a rule in tokens.
const PHRASE_TOKENS_MAX: usize = 6;
/// Phrases of one rule.
const PHRASES_MAX: usize = 12;
/// Rules that are kept.
const RULES_MAX: usize = 20_000;

/// The lists shipped with the program.
const BASE: [&str; 3] = [
    include_str!("../../data/abbreviations.txt"),
    include_str!("../../data/synonyms.txt"),
    include_str!("../../data/sounds.txt"),
];

/// How the phrases of a rule belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// All phrases mean the same.
    Same,
    /// The first phrase is a way of writing the second.
    Means,
    /// Whoever asks for the first may accept the second.
    Accepts,
}

/// Phrases that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// How.
    pub kind: RuleKind,
    /// The phrases, two at least.
    pub phrases: Vec<String>,
}

/// Why a text is not a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// No mark between phrases.
    #[error("a rule is phrases with = (the same), => (a way of writing) or ~> (may be accepted) between them")]
    Mark,
    /// Fewer than two phrases, or more than can be kept.
    #[error("a rule needs between 2 and 12 phrases")]
    Phrases,
    /// A phrase without a letter, or a very long one.
    #[error("a phrase needs between 1 and 6 words")]
    Words,
}

impl Rule {
    /// A rule whose phrases can be matched.
    pub fn new(kind: RuleKind, phrases: Vec<String>) -> Result<Self, RuleError> {
        if !(2..=PHRASES_MAX).contains(&phrases.len()) {
            return Err(RuleError::Phrases);
        }
        let fits = |phrase: &String| (1..=PHRASE_TOKENS_MAX).contains(&tokenize(phrase).len());
        if phrases.iter().all(fits) { Ok(Self { kind, phrases }) } else { Err(RuleError::Words) }
    }

    /// A line of a file, where a comment may stand behind `#`; `None` for what is no rule.
    fn of_line(line: &str) -> Option<Self> {
        line.split('#').next().unwrap_or_default().parse().ok()
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    /// Reads `máy lạnh = điều hòa`, `đt => điện thoại` or `tủ mát ~> tủ lạnh`.
    fn from_str(text: &str) -> Result<Self, RuleError> {
        let marked = RuleKind::ALL.into_iter().find(|kind| text.contains(kind.mark()));
        let kind = marked.ok_or(RuleError::Mark)?;
        Self::new(kind, text.split(kind.mark()).map(|phrase| phrase.trim().to_owned()).collect())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrases.join(&format!(" {} ", self.kind.mark())))
    }
}

impl RuleKind {
    /// All kinds; one whose mark holds another mark comes first.
    const ALL: [Self; 3] = [Self::Means, Self::Accepts, Self::Same];

    /// What stands between the phrases of a written rule.
    const fn mark(self) -> &'static str {
        match self {
            Self::Same => "=",
            Self::Means => "=>",
            Self::Accepts => "~>",
        }
    }
}

/// A phrase as folded tokens.
pub(crate) type Phrase = Vec<String>;

/// What a phrase stands for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meaning {
    /// It is read as this instead; with the marks the short form has.
    means: Vec<(Vec<String>, Phrase)>,
    /// Its own tokens with marks, as [`Token::exact`] gives them.
    pub(crate) marks: Vec<String>,
    /// Other ways to say it.
    pub(crate) same: Vec<Phrase>,
    /// What is acceptable instead.
    pub(crate) accepts: Vec<Phrase>,
}

impl Meaning {
    /// What `typed` is short for: marks that were typed must be those of the short form (`mặc` is not `mac`).
    pub(crate) fn means_of(&self, typed: &[Token]) -> Option<&Phrase> {
        let fits = |(token, exact): (&Token, &String)| !token.is_marked() || token.exact() == *exact;
        let fitting = self.means.iter().rev().find(|(marks, _)| typed.iter().zip(marks).all(fits));
        fitting.map(|(_, phrase)| phrase)
    }

    /// Whether it is short for something.
    pub(crate) fn is_short_form(&self) -> bool {
        !self.means.is_empty()
    }
}

/// All rules, by phrase.
#[derive(Debug, Default)]
pub(crate) struct RuleBook {
    meanings: HashMap<String, Meaning>,
}

impl RuleBook {
    /// The shipped rules and `own` ones, which win.
    pub(crate) fn new(own: &[Rule]) -> Self {
        let mut book = Self::default();
        for rule in BASE
            .iter()
            .flat_map(|list| list.lines())
            .filter_map(Rule::of_line)
            .chain(own.iter().cloned())
            .take(RULES_MAX)
        {
            book.add(&rule);
        }
        book
    }

    fn add(&mut self, rule: &Rule) {
        let phrases: Vec<Phrase> = rule.phrases.iter().map(|phrase| folded(phrase)).collect();
        for (at, phrase) in phrases.iter().enumerate() {
            let others = phrases.iter().enumerate().filter(|(other, same)| *other != at && *same != phrase);
            let marks: Vec<String> = tokenize(&rule.phrases[at]).iter().map(Token::exact).collect();
            let meaning = self.meanings.entry(phrase.join(" ")).or_default();
            if meaning.marks.is_empty() && rule.kind != RuleKind::Means {
                meaning.marks.clone_from(&marks);
            }
            match rule.kind {
                RuleKind::Same => {
                    for (_, other) in others {
                        if !meaning.same.contains(other) {
                            meaning.same.push(other.clone());
                        }
                    }
                }
                RuleKind::Means if at == 0 => {
                    meaning.means.extend(phrases.get(1).map(|phrase| (marks, phrase.clone())));
                }
                RuleKind::Accepts if at == 0 => meaning.accepts.extend(others.map(|(_, other)| other.clone())),
                RuleKind::Means | RuleKind::Accepts => {}
            }
        }
    }

    /// The longest phrase that starts at `at` and has a meaning that `wanted` accepts; its length in tokens.
    pub(crate) fn longest<'book, T: AsRef<str>>(
        &'book self,
        tokens: &[T],
        at: usize,
        wanted: impl Fn(&Meaning) -> bool,
    ) -> Option<(usize, &'book Meaning)> {
        let longest = PHRASE_TOKENS_MAX.min(tokens.len().saturating_sub(at));
        (1..=longest).rev().find_map(|length| {
            let words: Vec<&str> = tokens[at..at + length].iter().map(AsRef::as_ref).collect();
            self.meanings.get(&words.join(" ")).filter(|meaning| wanted(meaning)).map(|meaning| (length, meaning))
        })
    }

    /// Whether `token` alone is a way of writing something else.
    pub(crate) fn is_short_form(&self, token: &str) -> bool {
        self.meanings.get(token).is_some_and(Meaning::is_short_form)
    }

    /// Whether a phrase is part of any rule.
    pub(crate) fn knows(&self, phrase: &str) -> bool {
        self.meanings.contains_key(phrase)
    }

    /// For each token, whether it lies in a phrase of a rule: such tokens are meant as they stand.
    pub(crate) fn protected(&self, tokens: &[Token]) -> Vec<bool> {
        let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
        let mut protected = vec![false; tokens.len()];
        let mut at = 0;
        while at < tokens.len() {
            let length = self.longest(&words, at, |_| true).map_or(0, |(length, _)| length);
            protected[at..at + length].fill(true);
            at += length.max(1);
        }
        protected
    }
}

fn folded(phrase: &str) -> Phrase {
    tokenize(phrase).into_iter().map(|token| token.folded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_as_it_is_written() {
        for text in ["máy lạnh = điều hòa = điều hoà nhiệt độ", "đt => điện thoại", "tủ mát ~> tủ lạnh"]
        {
            assert_eq!(text.parse::<Rule>().map(|rule| rule.to_string()).as_deref(), Ok(text));
        }
        assert_eq!("máy lạnh".parse::<Rule>(), Err(RuleError::Mark));
        assert_eq!("máy lạnh =".parse::<Rule>(), Err(RuleError::Words));
        assert_eq!(["a"; 13].join("=").parse::<Rule>(), Err(RuleError::Phrases));
    }

    #[test]
    fn every_shipped_line_is_a_rule() {
        for list in BASE {
            for line in list.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
                assert!(Rule::of_line(line).is_some(), "{line}");
            }
        }
    }

    #[test]
    fn the_longest_phrase_wins_and_own_rules_override() {
        let own = Rule::new(RuleKind::Means, vec!["ss".to_owned(), "seesaw".to_owned()]).unwrap();
        let book = RuleBook::new(&[own]);
        let (length, meaning) =
            book.longest(&["may", "lanh", "daikin"], 0, |meaning| !meaning.same.is_empty()).unwrap();
        assert_eq!(length, 2);
        assert!(meaning.same.contains(&vec!["dieu".to_owned(), "hoa".to_owned()]));
        let (_, meaning) = book.longest(&["ss"], 0, Meaning::is_short_form).unwrap();
        assert_eq!(meaning.means_of(&tokenize("ss")), Some(&vec!["seesaw".to_owned()]));
    }

    #[test]
    fn a_rule_without_words_is_refused() {
        assert_eq!(Rule::new(RuleKind::Same, vec!["a".to_owned()]), Err(RuleError::Phrases));
        assert_eq!(Rule::new(RuleKind::Same, vec!["a".to_owned(), "!!".to_owned()]), Err(RuleError::Words));
    }
}
