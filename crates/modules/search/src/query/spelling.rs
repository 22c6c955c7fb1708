//! Spelling: words the shop does not know, or hardly knows here, become the look-alike that fits their neighbours.

use super::rules::RuleBook;
use crate::analysis::Token;
use crate::index::Vocabulary;

/// Words from this length on may differ in two letters.
const TWO_EDITS_BYTES_MIN: usize = 7;
/// Words below this length are only corrected when their neighbours ask for it.
const ALONE_BYTES_MIN: usize = 4;
/// A word that occurs this often at most may be a vendor's slip.
const RARE_MAX: u32 = 3;
/// How often a look-alike must stand beside the neighbour to replace a word that exists.
const NEIGHBOUR_MIN: u32 = 8;

/// Long words are names: one that is this much rarer than its look-alike is a vendor's slip, wherever it stands.
const NAME_RATIO: u32 = 30;
/// Length of such words.
const NAME_BYTES_MIN: usize = 5;

/// Sounds that are confused, at the beginning of a syllable.
const INITIALS: &[&[&str]] = &[
    &["tr", "ch"],
    &["s", "x"],
    &["d", "gi", "r", "v"],
    &["l", "n"],
    &["c", "k", "q"],
    &["ng", "ngh"],
    &["g", "gh"],
    &["ph", "f"],
    &["kh", "k"],
    &["h", "kh"],
];
/// Sounds that are confused, at the end of a syllable.
const FINALS: &[&[&str]] =
    &[&["n", "ng", "nh"], &["t", "c", "ch"], &["i", "y", "ai", "ay"], &["ao", "au"], &["iu", "uu", "ieu", "uou"]];

/// The tokens with their slips corrected.
pub(super) fn correct(tokens: &mut [Token], vocabulary: Vocabulary<'_>, rules: &RuleBook) -> bool {
    let mut changed = false;
    let protected = rules.protected(tokens);
    for at in (0..tokens.len()).filter(|at| !protected[*at]) {
        let before = at.checked_sub(1).map(|before| tokens[before].folded.clone());
        let after = tokens.get(at + 1).map(|after| after.folded.clone());
        let place = Place { vocabulary, before: before.as_deref(), after: after.as_deref() };
        if let Some(better) = better(&tokens[at], &place) {
            tokens[at] = Token::word(&better);
            changed = true;
        }
    }
    changed
}

/// A word's neighbours and what the shop knows about them.
struct Place<'query> {
    vocabulary: Vocabulary<'query>,
    before: Option<&'query str>,
    after: Option<&'query str>,
}

impl Place<'_> {
    /// How often `word` stands beside the neighbours.
    fn fit(&self, word: &str) -> u32 {
        let before = self.before.map_or(0, |before| self.vocabulary.pair(before, word));
        let after = self.after.map_or(0, |after| self.vocabulary.pair(word, after));
        before + after
    }
}

fn better(token: &Token, place: &Place<'_>) -> Option<String> {
    let word = token.folded.as_str();
    if token.has_digit() || !word.is_ascii() || word.len() < 2 {
        return None;
    }
    let count = place.vocabulary.count(word);
    if count == 0 && place.vocabulary.count_anywhere(word) <= RARE_MAX {
        return unknown(word, place);
    }
    if place.fit(word) > 0 {
        return None;
    }
    let sounds = sound_alikes(word);
    let candidates = sounds.into_iter().filter(|other| place.fit(other) >= NEIGHBOUR_MIN);
    let by_sound = candidates.max_by_key(|other| place.fit(other));
    if by_sound.is_some() || count > RARE_MAX {
        return by_sound;
    }
    let similar = place.vocabulary.similar(word, 1).into_iter();
    let wanted = similar.filter(|(other, frequency)| {
        let is_name = word.len() >= NAME_BYTES_MIN && *frequency >= count.max(1) * NAME_RATIO;
        is_name || place.fit(other) >= NEIGHBOUR_MIN
    });
    wanted.max_by_key(|(other, frequency)| (place.fit(other), *frequency)).map(|(other, _)| other)
}

fn unknown(word: &str, place: &Place<'_>) -> Option<String> {
    let reach = if word.len() >= TWO_EDITS_BYTES_MIN { 2 } else { 1 };
    let sounds = sound_alikes(word);
    let mut candidates = place.vocabulary.similar(word, reach);
    candidates.extend(sounds.iter().map(|other| (other.clone(), place.vocabulary.count(other))));
    let scored = candidates.into_iter().filter(|(other, count)| {
        let is_word = *count > 0 && other.bytes().all(|byte| byte.is_ascii_lowercase()) && other.len() > 1;
        is_word && (word.len() >= ALONE_BYTES_MIN || place.fit(other) > 0)
    });
    let scored = scored.map(|(other, count)| (score(word, &other, count, place, sounds.contains(&other)), other));
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
}

#[expect(clippy::cast_precision_loss, reason = "counts are compared by their logarithm")]
fn score(word: &str, other: &str, count: u32, place: &Place<'_>, sounds_alike: bool) -> f32 {
    let edits = f32::from(u8::try_from(edits(word, other)).unwrap_or(u8::MAX));
    let same_first = word.as_bytes()[0] == other.as_bytes()[0];
    let cost = if sounds_alike { 1.0 } else { edits * 3.0 } + if same_first || sounds_alike { 0.0 } else { 1.5 };
    (1.0 + count as f32).ln() + 1.5 * (1.0 + place.fit(other) as f32).ln() - cost
}

/// Edits between two words, a swap of neighbours being one.
fn edits(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for (at, row) in rows.iter_mut().enumerate() {
        row[0] = at;
    }
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

/// Syllables that sound like `word` in one dialect or another.
fn sound_alikes(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for group in INITIALS {
        for from in *group {
            let Some(rest) = word.strip_prefix(from) else { continue };
            let others = group.iter().filter(|other| other != &from);
            found.extend(others.map(|other| format!("{other}{rest}")));
        }
    }
    for group in FINALS {
        for from in *group {
            let Some(rest) = word.strip_suffix(from) else { continue };
            let others = group.iter().filter(|other| other != &from);
            found.extend(others.map(|other| format!("{rest}{other}")));
        }
    }
    found.retain(|other| other != word);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!(edits("ipone", "iphone"), 1);
        assert_eq!(edits("samsnug", "samsung"), 1);
        assert_eq!(edits("del", "dell"), 1);
        assert_eq!(edits("kindle", "kindel"), 1);
    }

    #[test]
    fn confused_sounds_are_tried() {
        assert!(sound_alikes("xac").contains(&"sac".to_owned()));
        assert!(sound_alikes("chang").contains(&"trang".to_owned()));
    }
}
